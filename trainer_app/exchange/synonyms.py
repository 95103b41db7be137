"""The words by which files call their columns: English, German, French, Spanish, Japanese, and what exports write.

Spelled freely: case, accents, spaces and punctuation do not count when a header is compared (see `headers`).
Within a meaning, earlier words are preferred where a file has several columns for it.
"""

from __future__ import annotations

from trainer_app.exchange.lines import Meaning

WHO: dict[Meaning, tuple[str, ...]] = {
    Meaning.NAME: (
        "Name", "Full name", "Display name", "Name (Original Name)", "User Name (Original Name)",
        "Attendee name", "Participant name", "Real name", "Person", "Participant", "Attendee", "Learner", "Employee",
        "Vollständiger Name", "Anzeigename", "Teilnehmername", "Teilnehmer", "Teilnehmende", "Mitarbeiter",
        "Vor- und Nachname", "Nachname, Vorname", "Nom complet", "Nom et prénom", "Nom", "Nom d'affichage",
        "Nom du participant", "Nombre completo", "Nombre", "Nombre y apellidos", "Nombre para mostrar",
        "Nombre del participante", "氏名", "名前", "お名前", "姓名", "フルネーム", "表示名", "参加者", "参加者名",
        "社員名", "受講者", "受講者名", "ユーザー名 (元の名前)", "名前 (元の名前)",
    ),
    Meaning.FIRST_NAME: (
        "First name", "Given name", "Forename", "First", "Personal", "Personal name", "Personal (first) name",
        "Attendee name: First name", "Attendee name: Given name", "Vorname", "Rufname", "Prénom", "Primer nombre",
        "Nombre de pila", "名", "下の名前",
    ),
    Meaning.MIDDLE_NAME: (
        "Middle name", "Middle", "Zweiter Vorname", "Deuxième prénom", "Segundo nombre", "ミドルネーム",
    ),
    Meaning.LAST_NAME: (
        "Last name", "Surname", "Family name", "Last", "Family", "Family (last) name", "Attendee name: Last name",
        "Attendee name: Family name", "Nachname", "Familienname", "Zuname", "Nom de famille", "Apellido", "Apellidos",
        "Primer apellido", "姓", "名字", "苗字",
    ),
    Meaning.EMAIL: (
        "E-mail", "Email address", "Mail", "User email", "Work email", "Primary email", "Attendee email",
        "Participant email", "Registrant email", "Email (primary)", "Mail address", "User mail",
        "Company email", "Business email", "E-Mail-Adresse", "Mailadresse", "E-Mail geschäftlich", "Emailadresse",
        "Adresse e-mail", "Adresse électronique", "Courriel", "Adresse de courriel", "Adresse de messagerie", "Mél",
        "Correo", "Correo electrónico",
        "Dirección de correo electrónico", "Dirección de correo", "メール", "メールアドレス", "電子メール", "Eメール",
        "Eメールアドレス", "メアド", "メール アドレス",
    ),
    Meaning.UPN: (
        "User principal name", "UPN", "Participant ID (UPN)", "Teilnehmer-ID (UPN)", "Benutzerprinzipalname",
        "ID du participant (UPN)", "ID de participant (UPN)", "Nom d'utilisateur principal",
        "Id. de participante (UPN)", "ID de participante (UPN)", "Nombre principal de usuario", "参加者 ID (UPN)",
        "ユーザー プリンシパル名",
    ),
    Meaning.LOGIN: (
        "GitHub login", "GitHub username", "GitHub user name", "GitHub handle", "GitHub user", "GitHub account",
        "GitHub", "Tool login", "Copilot login", "Login", "Login name", "Username", "Handle", "Account name",
        "GitHub-Benutzername", "Benutzername", "Anmeldename", "Benutzerkennung", "Nom d'utilisateur", "Identifiant",
        "Identifiant GitHub", "Nombre de usuario", "Usuario", "Usuario de GitHub", "ログイン", "ログイン名",
        "ログインID", "ユーザー名", "ユーザ名", "ユーザーID", "GitHubアカウント", "GitHubユーザー名", "アカウント名",
    ),
    Meaning.KEY: (
        "API key ID", "Key ID", "API key", "API key name", "Key name", "Key", "API-Schlüssel-ID", "Schlüssel-ID",
        "API-Schlüssel", "Schlüssel", "ID de clé API", "ID de la clé", "Clé API", "Clé", "ID de clave API",
        "ID de clave", "Clave API", "Clave", "APIキーID", "APIキー", "キーID", "キー",
    ),
    Meaning.REFERENCE: (
        "Reference", "Employee ID", "Employee number", "Staff ID", "Personnel number", "ID number", "Object ID",
        "Attendee #", "Guest ID", "api_id", "External ID", "Referenz", "Personalnummer", "Mitarbeiternummer",
        "Matricule", "Référence", "Numéro d'employé", "Referencia", "Número de empleado", "社員番号", "職員番号",
        "従業員番号", "参照番号",
    ),
    Meaning.TEAM: (
        "Team", "Team name", "Department", "Dept", "Division", "Business unit", "Unit", "Section", "Group", "Groups",
        "Group name", "Abteilung", "Bereich", "Gruppe", "Referat", "Fachbereich", "Équipe", "Service", "Département",
        "Direction", "Groupe", "Equipo", "Departamento", "Área", "Sección", "Grupo", "チーム", "チーム名", "部署",
        "部署名", "部門", "部門名", "所属", "所属部署", "課", "グループ",
    ),
    Meaning.SYSTEM: (
        "System", "OS", "Operating system", "Laptop OS", "Laptop", "Computer", "Platform", "Betriebssystem", "Rechner",
        "Système", "Système d'exploitation", "Ordinateur", "Sistema", "Sistema operativo", "Ordenador",
        "オペレーティングシステム", "パソコン", "パソコンOS", "使用OS", "端末",
    ),
    Meaning.ROLE: (
        "Role", "Meeting role", "Rolle", "Rôle", "Fonction", "Rol", "Función", "役割", "ロール", "立場",
    ),
    Meaning.SESSION: (
        "Session", "Session name", "Training session", "Registered session", "Registered sessions", "Sessions",
        "Event", "Event name", "Slug", "Sitzung", "Termin", "Schulung", "Schulungstermin", "Kurs", "Veranstaltung",
        "Séance", "Séance de formation", "Formation", "Événement", "Sesión", "Sesión de formación", "Evento", "Taller",
        "セッション", "セッション名", "回", "開催回", "研修", "研修名", "イベント", "イベント名",
    ),
    Meaning.STATUS: (
        "Attendee status", "Approval status", "Registration status", "Participation status", "Order status",
        "Status", "Account status", "Teilnahmestatus", "Anmeldestatus", "Statut", "Statut d'inscription", "Estado",
        "Estado de inscripción", "参加ステータス", "ステータス", "状態", "申込状況", "申込状態",
    ),
    Meaning.CANCELLED: (
        "Cancelled", "Canceled", "Cancelled at", "Canceled at", "Cancellation date", "Refunded", "Declined",
        "Storniert", "Abgesagt", "Annulé", "Annulé le", "Cancelado", "キャンセル", "キャンセル日時",
    ),
    Meaning.ENABLED: (
        "Account enabled", "Enabled", "Active", "Konto aktiviert", "Aktiviert", "Aktiv", "Compte activé", "Actif",
        "Cuenta habilitada", "Activo", "有効", "アカウント有効",
    ),
    Meaning.BLOCKED: (
        "Block credential", "Sign-in blocked", "Blocked", "Suspended", "Disabled", "Archived", "Gesperrt",
        "Anmeldung blockiert", "Bloqué", "Suspendu", "Bloqueado", "Suspendido", "無効", "停止",
    ),
}  # fmt: skip

GRANTS: dict[Meaning, tuple[str, ...]] = {
    Meaning.GRANTED_ON: (
        "Access granted", "Access granted on", "Granted on", "Granted", "Access date", "Access since", "Key issued",
        "Key issued on", "Seat assigned", "Seat assigned on", "Zugang erteilt", "Zugang seit", "Zugriff erteilt",
        "Freigeschaltet am", "Accès accordé", "Accès accordé le", "Accès depuis", "Acceso concedido",
        "Acceso desde", "アクセス付与日", "付与日", "権限付与日", "発行日",
    ),
    Meaning.PROVIDER: (
        "Provider", "Tool", "Vendor", "Product", "Anbieter", "Werkzeug", "Fournisseur", "Outil", "Proveedor",
        "Herramienta", "プロバイダー", "提供元", "ツール",
    ),
}  # fmt: skip

_CHECKED_IN = (
    "Checked in at", "checked_in_at", "Checked in", "Check-in time", "Check-in", "Check-in date", "Check Ins",
    "Eingecheckt", "Eingecheckt am", "Check-in-Zeit", "Enregistré à", "受付日時", "受付時刻", "チェックイン",
    "チェックイン日時", "チェックイン時刻", "出席日時",
)  # fmt: skip
_JOINED = (
    "First join", "First join time", "Join time", "Joined", "Joined at", "Time joined", "Attendance time", "Arrived",
    "Arrived at", "Arrival", "Timestamp", "UTC event timestamp", "Ankunft", "Erster Beitritt", "Erste Teilnahme",
    "Beitrittszeit", "Beitreten", "Beitritt", "Zeitstempel", "Arrivée", "Heure d'arrivée", "Première participation",
    "Première connexion", "Heure de connexion", "Heure de participation", "Horodateur", "Llegada", "Hora de llegada",
    "Registro", "Primera unión", "Primera conexión", "Hora de unión", "Hora de entrada", "Marca temporal", "入室時刻",
    "入室日時", "最初の参加", "参加時刻", "参加時間", "参加日時", "タイムスタンプ",
)  # fmt: skip
_ATTENDED = (
    "Attended", "Present", "Presence", "Attendance", "Attendance status", "Teilgenommen", "Anwesend",
    "Anwesenheit", "Présent", "Présence", "A participé", "Asistió", "Asistencia", "Presente", "出席", "出欠",
    "出欠ステータス", "参加",
)  # fmt: skip

REGISTERED: dict[Meaning, tuple[str, ...]] = {Meaning.CHECKED_IN_AT: _CHECKED_IN, Meaning.ATTENDED: _ATTENDED}

PRESENCE: dict[Meaning, tuple[str, ...]] = {
    Meaning.CHECKED_IN_AT: (*_CHECKED_IN, *_JOINED),
    Meaning.ATTENDED: _ATTENDED,
    Meaning.LEFT_AT: (
        "Last leave", "Last leave time", "Leave time", "Left at", "Time exited", "Checked out", "Letztes Verlassen",
        "Letzter Austritt", "Verlassen", "Austrittszeit", "Dernière sortie", "Heure de départ", "Dernier départ",
        "Última salida", "Hora de salida", "最後の退出", "最終退出", "退出時刻", "退出時間", "退室時刻",
    ),
    Meaning.COMPLETED_AT: (
        "First hands-on completed at", "First hands-on completed", "Hands-on completed at", "Completed at",
        "Completed on", "Completed", "Completion", "Completion time", "Abgeschlossen am", "Abgeschlossen",
        "Terminé le", "Terminé à", "Achevé le", "Completado", "Completado el", "完了日時", "完了",
        "修了日時", "初回完了日時",
    ),
    Meaning.MADE: (
        "What they made", "What was made", "Made", "Result", "Outcome", "Was entstanden ist", "Ergebnis",
        "Ce qui a été fait", "Résultat", "Lo que hizo", "Resultado", "作ったもの", "作成物", "成果", "成果物",
    ),
    Meaning.CONFIDENCE_BEFORE: (
        "Confidence before", "Confidence (before)", "Zuversicht vorher", "Sicherheit vorher", "Confiance avant",
        "Confianza antes", "自信(前)", "事前の自信",
    ),
    Meaning.CONFIDENCE_AFTER: (
        "Confidence after", "Confidence (after)", "Confidence", "Zuversicht nachher", "Sicherheit nachher",
        "Confiance après", "Confianza después", "自信(後)", "事後の自信",
    ),
}  # fmt: skip

PLAN: dict[Meaning, tuple[str, ...]] = {
    Meaning.SESSION: (
        *WHO[Meaning.SESSION], "Name", "Title", "Session title", "Topic", "Subject", "Bezeichnung", "Titel", "Thema",
        "Nom", "Titre", "Nombre", "Título", "名称", "タイトル", "件名",
    ),
    Meaning.KIND: (
        "Kind", "Type", "Session type", "Format", "Art", "Typ", "Sitzungsart", "Genre", "Tipo", "Clase", "種類", "種別",
        "区分", "タイプ",
    ),
    Meaning.DATE: (
        "Date", "Day", "Session date", "Start date", "Datum", "Tag", "Jour", "Date de début", "Fecha", "Día", "日付",
        "日", "開催日", "実施日", "日程",
    ),
    Meaning.STARTS_AT: (
        "Start", "Starts at", "Start time", "Starts", "Begin", "Begins", "From", "Beginn", "Startzeit", "Anfang", "Von",
        "Début", "Heure de début", "De", "Inicio", "Hora de inicio", "Comienzo", "Desde", "開始", "開始時刻",
        "開始時間", "開始日時", "時間",
    ),
    Meaning.ENDS_AT: (
        "End", "Ends at", "End time", "Ends", "Until", "To", "Ende", "Endzeit", "Bis", "Fin", "Heure de fin", "À",
        "Hora de fin", "Final", "Hasta", "終了", "終了時刻", "終了時間", "終了日時",
    ),
    Meaning.MINUTES: (
        "Duration", "Duration (minutes)", "Minutes", "Length", "Dauer", "Dauer (Minuten)", "Minuten", "Durée",
        "Durée (minutes)", "Duración", "Duración (minutos)", "Minutos", "所要時間", "所要時間(分)", "分",
    ),
    Meaning.ZONE: (
        "Time zone", "Zone", "Zeitzone", "Fuseau horaire", "Zona horaria", "タイムゾーン", "時間帯",
    ),
    Meaning.ROOM: (
        "Room", "Location", "Venue", "Place", "Where", "Raum", "Ort", "Saal", "Salle", "Lieu", "Sala", "Lugar", "Aula",
        "部屋", "会場", "場所", "会議室", "教室",
    ),
    Meaning.CAPACITY: (
        "Capacity", "Seats", "Places", "Max participants", "Maximum", "Limit", "Kapazität", "Plätze", "Teilnehmerzahl",
        "Max. Teilnehmer", "Capacité", "Nombre de places", "Nombre de participants", "Capacidad", "Plazas", "Aforo",
        "定員", "座席数", "席数",
    ),
    Meaning.FACILITATOR: (
        "Facilitator", "Trainer", "Instructor", "Host", "Led by", "Presenter", "Leitung", "Moderation", "Referent",
        "Dozent", "Animateur", "Formateur", "Facilitateur", "Formatrice", "Facilitador", "Formador", "Instructora",
        "講師", "ファシリテーター", "進行", "担当",
    ),
    Meaning.HELPERS: (
        "Helpers", "Helper", "Assistants", "Assistant", "Helfer", "Helfende", "Unterstützung", "Aides", "Assistance",
        "Ayudantes", "Asistentes", "ヘルパー", "補助", "サポート", "アシスタント",
    ),
    Meaning.SERIES: (
        "Series", "Series name", "Course", "Program", "Reihe", "Serie", "Kursreihe", "Série", "Cours", "Curso",
        "シリーズ", "コース", "講座",
    ),
}  # fmt: skip

FILLERS = frozenset({
    "a", "an", "and", "are", "as", "at", "belong", "do", "for", "if", "in", "is", "of", "on", "or", "our",
    "please", "enter", "the", "to", "what", "which", "who", "you", "your", "yours", "my", "their", "work", "primary",
    "full", "attendee", "attendees", "participant", "participants", "employee", "student", "learner",
    "guest", "registrant", "contact", "current", "required", "optional", "bitte", "ihr", "ihre", "ihren",
    "dein", "deine", "der", "die", "das", "des", "den", "von", "fur", "angeben", "geben", "sie", "votre", "vos", "le",
    "la", "les", "du", "de", "d", "l", "un", "une", "quel", "quelle", "est", "saisir", "veuillez", "su", "sus", "tu",
    "tus", "el", "los", "las", "del", "por", "favor", "cual", "es", "indique", "escriba",
})  # fmt: skip
"""Words that surround a column's name in a form's question and say nothing about its meaning."""
