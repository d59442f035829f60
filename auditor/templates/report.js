// The page works without this script: it adds tabs, filters, jumps with focus, and the window that tells what binds a number.
(function () {
  "use strict";
  const root = document.documentElement;
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const one = (selector, from) => (from || document).querySelector(selector);
  const titles = JSON.parse(one("#titles").textContent);
  const words = JSON.parse(one("#words").textContent);
  const reports = all(".report");
  let current = reports[0];
  root.classList.add("js");

  // reports and tabs
  function show(number) {
    current = reports[number];
    reports.forEach((report) => { report.hidden = report !== current; });
    const which = one("#which");
    if (which) which.value = String(number);
  }
  function choose(button) {
    const panel = button.closest(".panel");
    all("[role=tab]", panel).forEach((tab) => {
      const chosen = tab === button;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
    });
  }
  reports.forEach((report) => {
    const tabs = one(".tabs", report);
    tabs.hidden = false;
    const buttons = all("[role=tab]", tabs);
    choose(buttons[0]);
    buttons.forEach((button, index) => {
      button.addEventListener("click", () => choose(button));
      button.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const next = buttons[(index + step + buttons.length) % buttons.length];
        choose(next);
        next.focus();
        event.preventDefault();
      });
    });
    const form = one(".filters", report);
    if (form) {
      form.hidden = false;
      form.addEventListener("input", () => filter(report));
      form.addEventListener("submit", (event) => event.preventDefault());
      filter(report);
    }
  });
  if (reports.length) show(0);
  const which = one("#which");
  if (which) which.addEventListener("change", () => show(Number(which.value)));

  // filters
  function filter(report) {
    const form = one(".filters", report);
    const wanted = one("input[type=search]", form).value.trim().toLowerCase().split(/\s+/);
    const severities = new Set(all("input[name=severity]:checked", form).map((box) => box.value));
    const rule = one("select", form).value;
    const cards = all(".finding", report);
    let shown = 0;
    cards.forEach((card) => {
      const text = card.textContent.toLowerCase();
      const fits = severities.has(card.dataset.severity) && (!rule || card.dataset.rule === rule) &&
        wanted.every((word) => text.includes(word));
      card.hidden = !fits;
      shown += fits;
    });
    const output = one(".shown", form);
    output.textContent = output.dataset.text.replace("{shown}", shown).replace("{all}", cards.length);
    one(".nothing", report).hidden = shown > 0;
  }

  // jumps
  function flash(element) {
    all(".flash").forEach((old) => old.classList.remove("flash"));
    element.classList.add("flash");
    setTimeout(() => element.classList.remove("flash"), 2500);
  }
  function go(id) {
    const target = document.getElementById(id);
    if (!target) return false;
    const report = target.closest(".report");
    if (report && report !== current) show(reports.indexOf(report));
    const tab = target.closest(".tab");
    if (tab && tab.hidden) choose(one(`[aria-controls="${tab.id}"]`));
    if (target.classList.contains("finding")) {
      target.hidden = false;
      mark(target);
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest" });
    } else {
      const shown = target.classList.contains("pin") ? target.nextElementSibling || target.parentElement : target;
      const holder = shown.closest("td") || shown;
      holder.scrollIntoView({ block: "center", inline: "center" });
      shown.tabIndex = -1;
      shown.focus({ preventScroll: true });
      flash(shown.classList.contains("n") || shown.classList.contains("on") || !target.classList.contains("pin") ? shown : target.parentElement);
    }
    return true;
  }
  function mark(card) {
    all(".finding.now").forEach((old) => old.classList.remove("now"));
    card.classList.add("now");
  }
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !link.classList.contains("skip")) {
      const id = link.getAttribute("href").slice(1);
      const card = link.closest(".finding");
      if (card) mark(card);
      if (go(id)) { event.preventDefault(); close(); history.replaceState(null, "", "#" + id); }
      return;
    }
    if (event.target.closest("#pop")) {
      if (event.target.closest("button")) close();
      return;
    }
    const number = event.target.closest(".paper .n, .paper .on");
    if (number) tell(number); else close();
  });

  // what binds a number
  const pop = one("#pop");
  function close() { pop.hidden = true; }
  function line(list, text, href) {
    const item = document.createElement("li");
    const holder = href ? document.createElement("a") : item;
    if (href) { holder.setAttribute("href", href); item.append(holder); }
    holder.textContent = text;
    list.append(item);
  }
  function tell(number) {
    pop.replaceChildren();
    const shut = document.createElement("button");
    shut.type = "button";
    shut.textContent = "×";
    shut.setAttribute("aria-label", words.close);
    pop.append(shut);
    const prefix = current.dataset.report;
    if (number.dataset.f) {
      const head = document.createElement("b");
      head.textContent = words.findings;
      const list = document.createElement("ul");
      number.dataset.f.split(" ").forEach((index) => {
        const card = document.getElementById(`f${prefix}-${index}`);
        line(list, `${Number(index) + 1} ${one(".offence", card).textContent}`, `#f${prefix}-${index}`);
      });
      pop.append(head, list);
    }
    if (number.classList.contains("n")) {
      const rules = number.dataset.r ? number.dataset.r.split(" ") : [];
      const head = document.createElement("b");
      head.textContent = rules.length ? words.by.replace("{n}", rules.length)
        : number.classList.contains("unread") ? words.unread : words.nothing;
      const list = document.createElement("ul");
      rules.forEach((rule) => line(list, titles[rule].join(" ")));
      pop.append(head, list);
    }
    pop.hidden = false;
    const at = number.getBoundingClientRect();
    const left = Math.min(at.left, window.innerWidth - pop.offsetWidth - 16);
    const below = at.bottom + pop.offsetHeight + 12 < window.innerHeight;
    pop.style.left = `${Math.max(8, left) + window.scrollX}px`;
    pop.style.top = `${(below ? at.bottom + 6 : at.top - pop.offsetHeight - 6) + window.scrollY}px`;
  }

  // keys
  function step(by) {
    const cards = all(".finding", current).filter((card) => !card.hidden);
    if (!cards.length) return;
    const now = cards.findIndex((card) => card.classList.contains("now"));
    go(cards[now < 0 ? (by > 0 ? 0 : cards.length - 1) : (now + by + cards.length) % cards.length].id);
  }
  let unchecked = -1;
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => { const now = one(".finding.now", current); const link = now && one(".where a", now); if (link) go(link.getAttribute("href").slice(1)); },
    b: () => { const now = one(".finding.now", current) || one(".finding", current); if (now) go(now.id); },
    u: () => {
      const open = all(".paper .n.open, .paper .n.unread", current);
      if (!open.length) return;
      unchecked = (unchecked + 1) % open.length;
      go(open[unchecked].id);
      tell(open[unchecked]);
    },
    "/": () => { const search = one(".filters input[type=search]", current); if (search) { choose(one("[role=tab]", current)); search.focus(); } },
    "?": () => one("#keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { close(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    if (event.key === "Enter" && event.target.matches(".n, .on")) { tell(event.target); return; }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // buttons
  one("#help").addEventListener("click", () => one("#keys").showModal());
  one("#print").addEventListener("click", () => window.print());
  one("#theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("auditor-theme", root.dataset.theme); } catch (problem) { /* a file page may have no storage */ }
  });
  try { const kept = localStorage.getItem("auditor-theme"); if (kept) root.dataset.theme = kept; } catch (problem) { /* as above */ }
  window.addEventListener("beforeprint", () => all("details").forEach((part) => { part.open = true; }));
  if (location.hash.length > 1) go(decodeURIComponent(location.hash.slice(1)));
})();
