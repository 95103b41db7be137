/* The phones' one script: taps are kept until answered, the page renews itself, and a few comforts.
   Every sentence comes from the page's data-say-… attributes. */
(function () {
  "use strict";
  const root = document.documentElement, body = document.body, none = () => {};
  const word = (name) => body.getAttribute("data-say-" + name) || "";
  const main = () => document.getElementById("main");
  const now = () => performance.now();
  const each = (query, act, within) => { Array.from((within || document).querySelectorAll(query)).forEach(act); };
  const later = (tries) => [1, 2, 4, 8, 15][Math.min(tries, 4)] * 1000 * (0.8 + Math.random() * 0.4);
  root.classList.add("js");

  /* What was said stays for a while, also across to the next page. */
  const said = document.getElementById("said");
  let hush = 0;
  function tell(text) {
    clearTimeout(hush);
    said.textContent = "";
    if (!text) return;
    requestAnimationFrame(() => { said.textContent = text; });
    hush = setTimeout(tell, 8000);
  }
  function go(path, text) {
    if (text) try { sessionStorage.setItem("trainer.said", text); } catch (refused) { none(); }
    location.assign(/^\/(?![\/\\])/.test(path) ? path : "/");
  }
  said.addEventListener("click", () => { tell(""); });

  /* One request with an end: the answer, or null where nothing came. */
  function ask(url, options, limit, stop) {
    stop = stop || new AbortController();
    const end = setTimeout(() => { stop.abort(); }, limit);
    const given = Object.assign({ credentials: "same-origin", signal: stop.signal }, options);
    return fetch(url, given).then((answer) => {
      return answer.text().then((text) => { return { status: answer.status, text: text, url: answer.url, wait: Number(answer.headers.get("Retry-After")) || 0 }; });
    }).catch(() => null).then((got) => { clearTimeout(end); return got; });
  }
  function read(text) {
    try { const found = JSON.parse(text); return found && typeof found === "object" ? found : null; } catch (broken) { return null; }
  }

  /* The outbox: first in, first out, in the phone's own store; in memory where that is forbidden. */
  const shelf = "trainer.taps." + body.dataset.phone;
  let taps = load(), settling = null, busy = false, tries = 0, timer = 0, lost = false, since = 0;
  const here = {};
  function load() {
    try { const kept = JSON.parse(localStorage.getItem(shelf)); return Array.isArray(kept) ? kept : []; } catch (refused) { return []; }
  }
  function keep() {
    try { localStorage.setItem(shelf, JSON.stringify(taps)); } catch (refused) { none(); }
  }
  addEventListener("storage", (event) => { if (event.key === shelf) { taps = load(); show(); } });

  function uuid() {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    return Array.from(b, (x) => (x + 256).toString(16).slice(1)).join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function fields(form, button) {
    const found = {};
    function add(value, name) {
      const marked = (mark) => { return Array.from(form.elements).some((one) => one.name === name && one.hasAttribute(mark)); };
      if (name === "id" || value === "" || typeof value !== "string") return;
      if (marked("data-number") && !isNaN(value)) value = Number(value);
      if (marked("data-flag")) value = value !== "false";
      const before = Object.prototype.hasOwnProperty.call(found, name);
      if (before || marked("data-list")) found[name] = (before ? [].concat(found[name]) : []).concat(value);
      else found[name] = value;
    }
    new FormData(form).forEach(add);
    if (button && button.name) add(button.value, button.name);
    return found;
  }
  function path(form) { return form.getAttribute("action"); }
  function name(form, button) { return path(form) + " " + JSON.stringify(fields(form, button)); }

  let pressed = null, before = { at: -9999, x: 0, y: 0 };
  function tapped(form) {
    const button = pressed && pressed.form === form ? pressed : form.querySelector("button:not([type=button])");
    const place = (button || form).getBoundingClientRect();
    /* The second half of a double tap must not hit what the first one brought to the same place. */
    const twice = before.path === path(form) && now() - before.at < 700 && Math.abs(place.top - before.y) < 40 && Math.abs(place.left - before.x) < 40;
    before = { at: now(), x: place.left, y: place.top, path: path(form) };
    pressed = null;
    const of = name(form, button);
    if (twice || waiting().some((tap) => tap.of === of)) return;
    const tap = { id: uuid(), path: path(form), of: of, fields: fields(form, button) };
    here[tap.id] = form;
    tell("");
    taps.push(tap);
    keep();
    show();
    flush();
  }
  function waiting() { return settling ? taps.concat(settling) : taps; }

  function flush() {
    clearTimeout(timer);
    if (busy || !taps.length) return;
    busy = true;
    const tap = taps[0];
    since = now();
    setTimeout(show, 450);
    const sent = JSON.stringify(Object.assign({ id: tap.id }, tap.fields));
    ask(tap.path, { method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json" }, body: sent }, 8000).then((got) => {
      busy = false;
      const status = got ? got.status : 0, told = got && read(got.text);
      lost = !got;
      if (status === 401) return shut();
      if (!status || status === 408 || status === 429 || status >= 500 || (status < 400 && !told)) {
        /* One tap the laptop stumbles over does not hold up the others for ever. */
        if (status === 500 && ++tries % 6 === 0) { taps.push(taps.shift()); keep(); } else if (status !== 500) tries++;
        timer = setTimeout(flush, Math.max(later(tries - 1), got ? got.wait * 1000 : 0));
        return show();
      }
      tries = 0;
      taps = taps.filter((one) => one.id !== tap.id);
      keep();
      answered(tap, status, told || {});
      flush();
    });
  }
  function shut() {
    /* Not joined any more: the first page says so. Never in a circle. */
    let last = 0;
    try { last = Number(sessionStorage.getItem("trainer.shut")); sessionStorage.setItem("trainer.shut", Date.now()); } catch (refused) { none(); }
    if (Date.now() - last > 10000) go("/", word("no-longer"));
    else timer = setTimeout(flush, 15000);
    show();
  }
  function answered(tap, status, told) {
    const form = here[tap.id];
    delete here[tap.id];
    if (told.said) tell(told.said);
    if (form && told.go && told.go !== location.pathname + location.search) return go(told.go, told.said);
    if (form && status < 300) form.reset();
    settling = tap;
    const settle = () => { if (settling === tap) settling = null; show(); };
    renew().then(settle, settle);
    show();
  }

  /* The line at the top, and buttons whose tap is on its way. */
  let up = false, fell = now(), known = false;
  function fall() {
    if (up) fell = now();
    up = false;
    setTimeout(show, 1600);
  }
  function show() {
    const link = document.getElementById("link"), live = body.dataset.live === "true";
    if (waiting().length || document.querySelector("[aria-busy]")) each("form[data-gesture]", (form) => {
      each("button:not([type=button])", (button) => {
        const on = waiting().some((tap) => tap.path === path(form) && tap.of === name(form, button));
        if (on) { button.setAttribute("aria-disabled", "true"); button.setAttribute("aria-busy", "true"); }
        else { button.removeAttribute("aria-disabled"); button.removeAttribute("aria-busy"); }
      }, form);
    });
    each("[data-sound]", (button) => { button.hidden = !Sound || !!(sound && sound.state === "running"); });
    /* Large text or a low screen: the big buttons stand at the end instead of over everything. */
    each(".bottom", (bar) => { root.classList.toggle("low", bar.offsetHeight > innerHeight * 0.4); });
    if (!link) return;
    const off = lost || (live && "EventSource" in window ? !up && now() - fell > 1500 : navigator.onLine === false);
    let text = off ? word("offline") : live && known ? word("connected") : "";
    if (taps.length && (off || tries)) {
      text = (taps.length === 1 ? word("waiting-one") : word("waiting-many").replace("{count}", taps.length)) + (off ? ". " + text : "");
    } else if (busy && now() - since > 400) text = word("sending");
    if (link.textContent !== text) link.textContent = text;
    link.className = "link" + (off || (taps.length && tries) ? " away" : busy && now() - since > 400 ? " busy" : "");
  }

  /* Renewing: the same page is fetched again and main is mended in place, so that nothing under a finger or in a field is lost. */
  let loading = null, again = false, wished = 0, last = -9999, misses = 0, finger = false, held = null;
  function wish(delay) {
    if (loading) { again = true; return; }
    if (!wished) wished = setTimeout(renew, Math.max(delay || 0, last + 400 - now()));
  }
  function renew() {
    clearTimeout(wished);
    wished = 0;
    if (loading) loading.abort();
    const mine = loading = new AbortController();
    last = now();
    return ask(location.href, { headers: { Accept: "text/html" }, cache: "no-store" }, 8000, mine).then((got) => {
      if (mine !== loading) return;
      loading = null;
      if (!got || got.status >= 500 || got.status === 429) {
        lost = !got;
        setTimeout(wish, later(misses++));
      } else if (got.status === 401) shut();
      else if (got.status === 410) farewell(got.text);
      else if (new URL(got.url).pathname !== location.pathname) location.replace(got.url);
      else { misses = 0; lost = false; if (finger) held = got.text; else swap(got.text); }
      if (again) { again = false; wish(); }
      show();
    });
  }
  function farewell(text) {
    /* The session is over and the laptop may be gone in a moment: its last word stays, and nothing is asked for any more. */
    body.dataset.phone = "";
    misses = 0;
    lost = false;
    swap(text);
    listen();
  }
  function swap(text) {
    const page = new DOMParser().parseFromString(text, "text/html"), fresh = page.getElementById("main"), old = main();
    held = null;
    if (!fresh) return;
    if (page.body.dataset.phone !== body.dataset.phone) { location.reload(); return; }
    const focus = document.activeElement, typed = [], moved = old.dataset.view !== fresh.dataset.view, rang = hands();
    each("input[id], textarea[id], select[id]", (one) => { if (changed(one)) typed.push(one); }, old);
    const eye = moved ? null : anchor();
    mend(old, fresh);
    const place = document.getElementById("place"), there = page.getElementById("place");
    if (place && there) mend(place, there);
    if (!flash) document.title = page.title;
    ["class", "data-cursor", "data-live", "data-spread"].forEach((mark) => { copy(body, page.body, mark); });
    typed.forEach((one) => {
      const now = document.getElementById(one.id);
      if (!now || now === one || now.name !== one.name || now.type !== one.type) return;
      if (/radio|checkbox/.test(one.type)) { if (now.value === one.value) now.checked = one.checked; } else now.value = one.value;
    });
    const bell = document.querySelector("[data-ring]");
    if (bell && rang && !bell.hasAttribute("data-ring-hush") && hands().some((one) => rang.indexOf(one) < 0)) ring(bell.dataset.ringSay || "");
    if (moved) scrollTo(0, 0);
    else if (eye && eye.node.isConnected) scrollBy(0, eye.node.getBoundingClientRect().top - eye.top);
    if (focus && focus !== body && document.activeElement !== focus) {
      const now = focus.id && document.getElementById(focus.id);
      (now || main()).focus({ preventScroll: true });
    }
    clocks();
  }
  /* What the eye rests on stays where it is when something comes or goes above it; not every phone does so by itself. */
  function anchor() {
    if (scrollY <= 0) return null;
    const found = [0.3, 0.5, 0.7].map((part) => document.elementFromPoint(innerWidth / 2, innerHeight * part));
    const node = found.map((one) => one && one.closest("main [id]")).find(Boolean);
    return node ? { node, top: node.getBoundingClientRect().top } : null;
  }
  /* The marks a page would ring for, separated by spaces: a new one among them rings once. */
  function hands() {
    const bell = document.querySelector("[data-ring]");
    return bell && bell.dataset.ring.split(" ").filter(Boolean);
  }
  function changed(one) {
    if (/radio|checkbox/.test(one.type)) return one.checked !== one.defaultChecked;
    if (one.options) return Array.from(one.options).some((option) => option.selected !== option.defaultSelected);
    return one.type !== "file" && one.value !== one.defaultValue;
  }
  function copy(to, from, mark) {
    const value = from.getAttribute(mark);
    if (value === null) to.removeAttribute(mark); else if (to.getAttribute(mark) !== value) to.setAttribute(mark, value);
  }
  /* What makes a node the same one in the old and the new page: its id, or a form's action and hidden fields. */
  function key(node) {
    if (node.nodeType !== 1) return "";
    if (node.id) return "#" + node.id;
    if (node.nodeName !== "FORM") return "";
    return path(node) + Array.from(node.querySelectorAll("[type=hidden]")).map((one) => one.name === "id" ? "" : "&" + one.name + "=" + one.value).join("");
  }
  function same(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || key(old) !== key(fresh)) return false;
    return !/^(INPUT|TEXTAREA|SELECT)$/.test(old.nodeName) || (old.name === fresh.name && old.type === fresh.type && ((!!old.id && !/radio|checkbox/.test(old.type)) || old.getAttribute("value") === fresh.getAttribute("value") || old.name === "id"));
  }
  function mend(old, fresh) {
    if (old.nodeType !== 1) { if (old.data !== fresh.data) old.data = fresh.data; return; }
    Array.from(old.attributes).concat(Array.from(fresh.attributes)).forEach((mark) => {
      if (!(mark.name === "open" && old.nodeName === "DETAILS" && old.id)) copy(old, fresh, mark.name);
    });
    if (old.nodeName === "TEXTAREA") { if (!changed(old)) old.value = fresh.value; old.defaultValue = fresh.defaultValue; return; }
    const wanted = Array.from(fresh.childNodes).map(key).filter(Boolean);
    let at = old.firstChild;
    Array.from(fresh.childNodes).forEach((next) => {
      while (at && key(at) && wanted.indexOf(key(at)) < 0) at = drop(at);
      let match = at;
      if (key(next)) {
        while (match && key(match) !== key(next)) match = match.nextSibling;
        if (match) while (at !== match && !key(at)) at = drop(at);
      }
      if (match && same(match, next)) {
        mend(match, next);
        if (match === at) at = at.nextSibling; else old.insertBefore(match, at);
      } else old.insertBefore(document.importNode(next, true), at);
    });
    while (at) at = drop(at);
  }
  function drop(node) { const next = node.nextSibling; node.remove(); return next; }

  /* The stream: says that something changed, never what. */
  let stream = null, heard = 0, seen = 0, opener = 0, failures = 0;
  function listen() {
    clearTimeout(opener);
    if (stream) stream.close();
    stream = null;
    fall();
    if (body.dataset.live !== "true" || !("EventSource" in window)) return;
    const mine = stream = new EventSource("/live?since=" + Math.max(seen, Number(body.dataset.cursor) || 0));
    heard = Date.now();
    const on = (event, act) => { mine.addEventListener(event, (got) => { if (mine === stream) { heard = Date.now(); if (event !== "error" && !up) opened(); act(got); } }); };
    on("open", none);
    on("error", () => {
      fall();
      if (mine.readyState !== 2) return;
      opener = setTimeout(listen, later(failures++));
      if (failures > 1) wish();
    });
    on("beat", none);
    on("look", () => { wish(); });
    on("change", (got) => {
      seen = Math.max(seen, Number(got.lastEventId) || 0);
      if (!(seen <= Number(body.dataset.cursor))) wish(body.hasAttribute("data-spread") ? Math.random() * 300 : 0);
    });
    on("gone", () => { go("/", word("no-longer")); });
    on("ring", (got) => { ring(got.data); });
  }
  function opened() {
    up = known = true;
    lost = false;
    failures = 0;
    if (misses) { misses = 0; wish(); }
    show();
    flush();
  }
  setInterval(() => { if (stream && Date.now() - heard > 25000) listen(); show(); }, 5000);
  function awake(long) {
    if (stream ? long || !up : body.dataset.live === "true") { listen(); wish(); }
    flush();
    show();
  }
  let slept = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) slept = Date.now();
    else { clocks(); quiet(); awake(Date.now() - slept > 10000); }
  });
  addEventListener("resize", show);
  addEventListener("online", () => { lost = false; awake(true); });
  addEventListener("offline", () => { up = false; fell = -9999; show(); });
  addEventListener("pagehide", () => { if (stream) stream.close(); stream = null; });
  addEventListener("pageshow", (event) => { if (event.persisted) awake(true); });

  /* Sound: only after a first tap, as phones want it. */
  const Sound = window.AudioContext || window.webkitAudioContext;
  let sound = null, flash = 0, touched = false;
  function unlock() {
    touched = true;
    if (Sound && !sound) try { sound = new Sound(); } catch (refused) { return; }
    if (sound && sound.state === "suspended") sound.resume().then(show, none);
  }
  function tone() {
    if (!sound) return;
    [[660, 0], [880, 0.16]].forEach((note) => {
      const wave = sound.createOscillator(), loud = sound.createGain(), at = sound.currentTime + note[1];
      wave.frequency.value = note[0];
      loud.gain.setValueAtTime(0.0001, at);
      loud.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
      loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
      wave.connect(loud).connect(sound.destination);
      wave.start(at);
      wave.stop(at + 0.32);
    });
  }
  function ring(text) {
    quiet();
    const title = document.title;
    tone();
    if (touched && navigator.vibrate) navigator.vibrate([200, 100, 200]);
    if (!isNaN(text)) text = "";
    tell(text);
    let on = false, left = 20;
    flash = setInterval(() => {
      on = !on;
      document.title = on ? "\u25cf " + (text || title) : title;
      if (!left--) quiet();
    }, 1000);
    quiet.title = title;
  }
  function quiet() {
    if (!flash) return;
    clearInterval(flash);
    flash = 0;
    document.title = quiet.title;
  }

  /* Fingers, keys and forms. */
  function lift() {
    setTimeout(() => { finger = false; if (held) { swap(held); show(); } }, 60);
  }
  document.addEventListener("pointerdown", () => { finger = true; });
  ["pointerup", "pointercancel"].forEach((event) => { document.addEventListener(event, lift); });
  addEventListener("blur", lift);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, a");
    unlock();
    quiet();
    if (!button) return;
    pressed = button;
    if (button.hasAttribute("data-copy")) clip(button);
    if (button.hasAttribute("data-sound")) { setTimeout(() => { tone(); tell(word("sound-on")); show(); }, 60); }
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.hasAttribute("data-gesture")) { event.preventDefault(); tapped(form); }
    else if (form.hasAttribute("data-photo")) { event.preventDefault(); picture(form); }
    else if (form.hasAttribute("data-live-search")) { event.preventDefault(); search(form); }
  });
  let typing = 0;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-live-search")) { clearTimeout(typing); typing = setTimeout(search, 250, form); }
    if (form && form.hasAttribute("data-gesture")) show();
  });
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && event.target.form.hasAttribute("data-photo")) picture(event.target.form);
  });
  function search(form) {
    clearTimeout(typing);
    const found = new URLSearchParams(), least = Number(form.dataset.min) || 0;
    let letters = 0;
    new FormData(form).forEach((value, name) => {
      if (value) found.append(name, value);
      if (form.elements[name] && form.elements[name].type !== "hidden") letters = Math.max(letters, Array.from(value.trim()).length);
    });
    if (letters && letters < least) return;
    history.replaceState(null, "", path(form) + (found.toString() ? "?" + found : ""));
    renew();
  }

  /* A picture is made small before it travels. */
  function shrink(file) {
    return new Promise((done) => {
      const image = new Image(), url = URL.createObjectURL(file);
      const end = (made) => { URL.revokeObjectURL(url); done(made || file); };
      image.onerror = () => { end(); };
      image.onload = () => {
        const canvas = document.createElement("canvas"), by = Math.min(1, 1600 / Math.max(image.naturalWidth, image.naturalHeight));
        canvas.width = Math.max(1, Math.round(image.naturalWidth * by));
        canvas.height = Math.max(1, Math.round(image.naturalHeight * by));
        try { canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height); canvas.toBlob(end, "image/jpeg", 0.85); } catch (broken) { end(); }
      };
      image.src = url;
    });
  }
  function picture(form) {
    const input = form.querySelector("[type=file]"), face = input.closest("label");
    if (!input.files.length || face.getAttribute("aria-busy")) return;
    const whole = new FormData(form);
    face.setAttribute("aria-busy", "true");
    face.setAttribute("aria-disabled", "true");
    whole.set("id", uuid());
    shrink(input.files[0]).then((small) => {
      whole.set(input.name, small, "photo.jpg");
      return ask(path(form), { method: "POST", headers: { Accept: "application/json" }, body: whole }, 30000);
    }).then((got) => {
      const told = (got && read(got.text)) || {};
      form.reset();
      face.removeAttribute("aria-busy");
      face.removeAttribute("aria-disabled");
      if (got && got.status === 401) return shut();
      lost = !got;
      show();
      tell(got ? told.said : word("offline"));
      if (told.go && told.go !== location.pathname + location.search) go(told.go, told.said);
      else if (got) renew();
    });
  }

  function clip(button) {
    const text = button.dataset.copy;
    const old = () => {
      const area = document.createElement("textarea");
      area.value = text;
      area.readOnly = true;
      area.className = "said";
      body.appendChild(area);
      area.select();
      area.setSelectionRange(0, text.length);
      const done = document.execCommand("copy");
      area.remove();
      button.focus({ preventScroll: true });
      return done;
    };
    const done = (well) => { if (well !== false) tell(word("copied")); };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, () => { done(old()); });
    else done(old());
  }

  /* Running times: the laptop's time when the page was made, and from there the phone's own steady clock. */
  function clocks() {
    each("time[data-since]", (one) => {
      if (one.stamp !== one.dataset.now) { one.stamp = one.dataset.now; one.from = now(); }
      const gone = Math.max(0, Math.floor(Number(one.dataset.now) - Number(one.dataset.since) + (now() - one.from) / 1000));
      const text = Math.floor(gone / 60) + ":" + String(gone % 60).padStart(2, "0");
      if (one.textContent !== text) one.textContent = text;
    });
  }
  setInterval(clocks, 1000);

  /* While the laptop is away a link would lead to the browser's own error page: it is followed once the laptop answers. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='/']"), state = document.getElementById("link");
    if (!link || event.defaultPrevented || !state || !state.classList.contains("away")) return;
    event.preventDefault();
    ask(link.href, {}, 4000).then((answer) => { if (answer) location.assign(link.href); else tell(word("offline")); });
  });

  let carried = "";
  try { carried = sessionStorage.getItem("trainer.said"); sessionStorage.removeItem("trainer.said"); } catch (refused) { none(); }
  if (carried || said.textContent) tell(carried || said.textContent);
  clocks();
  listen();
  show();
  flush();
}());
