/* The live camera at the door: looks at a frame every 400 ms, by the browser's own reader or by the laptop's, and stops
   at the first badge. Loaded only on its own page; every sentence comes from that page's data-say-… attributes. */
(function () {
  "use strict";
  const place = document.getElementById("camera"), video = place.querySelector("video"), says = place.querySelector("[role=status]");
  const EVERY = 400, MOST = 200 * 1024, WIDE = [1280, 960, 800, 640];
  const canvas = document.createElement("canvas");
  let stream = null, reader = null, timer = 0, done = false, wide = 1;

  function say(name, text) {
    const told = text || place.getAttribute("data-say-" + name);
    place.setAttribute("data-state", name);
    if (says.textContent !== told) says.textContent = told;
  }
  function uuid() {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    return Array.from(b, function (x) { return (x + 256).toString(16).slice(1); }).join("").replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function next(delay) {
    clearTimeout(timer);
    if (!done) timer = setTimeout(look, delay || EVERY);
  }
  function stop() {
    clearTimeout(timer);
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
  }

  /* One request with an end; null where nothing came. */
  function post(path, body, type) {
    const end = new AbortController(), timer = setTimeout(function () { end.abort(); }, 8000);
    const headers = type ? { Accept: "application/json", "Content-Type": type } : { Accept: "application/json" };
    return fetch(path, { method: "POST", credentials: "same-origin", headers: headers, body: body, signal: end.signal }).then(function (answer) {
      return answer.json().catch(function () { return {}; }).then(function (told) { return { status: answer.status, told: told }; });
    }).catch(function () { return null; }).then(function (got) { clearTimeout(timer); return got; });
  }
  function answered(got) {
    if (done) return;
    if (!got || got.status >= 500) { say("away"); return next(2000); }
    if (got.status === 401) return leave("/");
    if (got.status === 200 && got.told.go) return leave(got.told.go);
    if (got.status === 429) { say("looking"); return next(2000); }
    if (got.told.trouble === "NO_CODE" || got.told.trouble === "NOT_A_PICTURE") say("looking");
    else say("told", got.told.said);
    next();
  }
  function leave(path) {
    done = true;
    say("found");
    stop();
    if (navigator.vibrate) navigator.vibrate(60);
    location.assign(/^\/(?![\/\\])/.test(path) ? path : "/");
  }

  function look() {
    if (done || document.hidden || video.readyState < 2 || !video.videoWidth) return next();
    if (!reader) return frame();
    reader.detect(video).then(function (found) {
      const texts = found.map(function (one) { return one.rawValue; });
      const ours = texts.filter(function (text, at) { return /^\s*t1/i.test(text) && texts.indexOf(text) === at; });
      const code = ours.length === 1 ? ours[0] : !ours.length && texts.length === 1 ? texts[0] : "";
      if (!code) { say("looking"); return next(); }
      post("/api/scan", JSON.stringify({ id: uuid(), code: code.slice(0, 5000) }), "application/json").then(answered);
    }, function () { reader = null; next(); });
  }
  function frame() {
    const by = Math.min(1, WIDE[wide] / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * by);
    canvas.height = Math.round(video.videoHeight * by);
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(function (jpeg) {
      if (done) return;
      if (jpeg && jpeg.size > MOST && wide < WIDE.length - 1) { wide += 1; return frame(); }
      if (!jpeg) return next();
      const whole = new FormData();
      whole.set("id", uuid());
      whole.set("photo", jpeg, "frame.jpg");
      post("/api/photo", whole).then(answered);
    }, "image/jpeg", 0.7);
  }

  function begin() {
    say("starting");
    const wanted = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };
    if (!navigator.mediaDevices) return say("none");
    navigator.mediaDevices.getUserMedia(wanted).then(function (given) {
      stream = given;
      video.srcObject = given;
      return video.play();
    }).then(function () { say("looking"); next(); }, function () { stop(); say("none"); });
  }
  function prepare() {
    if (!("BarcodeDetector" in window)) return Promise.resolve();
    return BarcodeDetector.getSupportedFormats().then(function (known) {
      if (known.indexOf("qr_code") >= 0) reader = new BarcodeDetector({ formats: ["qr_code"] });
    }).catch(function () { reader = null; });
  }
  addEventListener("pagehide", function () { done = true; stop(); });
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  prepare().then(begin);
}());
