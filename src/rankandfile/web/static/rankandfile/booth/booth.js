// The booth, step by step: choose, check, see the tracker, cast. What was chosen and the credential never leave this page
// and its worker; one ballot leaves it, encrypted, when it is cast. Texts go in as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("booth-data").textContent);
  const { words } = data;
  const LEAST = 6; // characters of the fingerprint that are compared with the letter
  const byId = (id) => document.getElementById(id);
  const make = globalThis.boothElement;
  const steps = ["choose", "review", "working", "sealed", "tested", "cast"];
  let worker = null;
  let fingerprint = ""; // of the list of credentials, as it stands in the letter
  let form = null;
  let chosen = null;
  let ballot = null;
  let receipt = null;

  const show = (step) => {
    for (const each of steps) byId(each).hidden = each !== step;
    byId("loading").hidden = true;
    byId("problem").hidden = true;
    const heading = byId(step).querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
  };

  // Why it does not go on; what stands on the page stays there.
  const complain = (because, remedy = "") => {
    byId("loading").hidden = true;
    byId("problem").replaceChildren(make("p", {}, because), make("p", {}, remedy));
    byId("problem").hidden = false;
    byId("problem").focus();
  };

  const failed = (why) => {
    if (!["credential", "unlisted"].includes(why)) return complain(words.failed);
    show("choose");
    return mark([[byId("credential"), words[why]]]);
  };

  // What is wrong, at the top with links and beside each field.
  const mark = (wrong) => {
    for (const old of document.querySelectorAll("#choose .wrong")) old.remove();
    for (const field of document.querySelectorAll("#choose [aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      const hint = field.dataset.hint;
      if (hint) field.setAttribute("aria-describedby", hint);
      else field.removeAttribute("aria-describedby");
    }
    const list = make("ul");
    wrong.forEach(([field, sentence]) => {
      const id = `${field.id}_wrong`;
      const beside = make("p", { class: "wrong", id }, sentence);
      (field.closest("li > div, .choice") ?? field).before(beside);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", [field.dataset.hint, id].filter(Boolean).join(" "));
      list.append(make("li", {}, make("a", { href: `#${field.id}` }, sentence)));
    });
    byId("errors").hidden = !wrong.length;
    byId("errors").querySelector("ul").replaceWith(list);
    if (wrong.length) byId("errors").focus();
  };

  // --- choose and check

  const letterFits = () => {
    const typed = byId("letter").value.replace(/[\s.…]/g, "");
    return typed.length >= LEAST && fingerprint.startsWith(typed);
  };

  byId("choose").addEventListener("submit", (event) => {
    event.preventDefault();
    const found = form.read();
    const wrong = [...(found.wrong ?? [])];
    if (!byId("credential").value.trim()) wrong.push([byId("credential"), words.credential]);
    if (!letterFits()) wrong.push([byId("letter"), words.letter.replace("{shown}", fingerprint.slice(0, LEAST))]);
    mark(wrong);
    if (wrong.length) return;
    chosen = found;
    const list = found.answers.flatMap(([question, answer]) => [make("dt", {}, question), make("dd", { dir: "auto" }, answer)]);
    byId("answers").replaceChildren(...list);
    show("review");
  });

  for (const button of document.querySelectorAll("[data-change]")) button.addEventListener("click", () => begin());

  const begin = () => {
    ballot = null;
    show("choose");
  };

  byId("seal").addEventListener("click", () => {
    show("working");
    const bar = byId("bar");
    bar.removeAttribute("value");
    worker.postMessage({ do: "seal", credential: byId("credential").value.trim(), choices: chosen.choices });
  });

  // --- what the worker answers

  const answers = {
    step({ done, whole }) {
      byId("bar").max = whole + 1;
      byId("bar").value = done;
    },
    sealed(made) {
      ballot = made.ballot;
      byId("credential").value = "";
      for (const place of document.querySelectorAll("[data-tracker]")) place.textContent = made.tracker;
      byId("code").textContent = made.code;
      hold(false);
      keepClosed(false);
      byId("copied").textContent = "";
      show("sealed");
    },
    tested({ file }) {
      byId("test-file").textContent = file;
      byId("carried").textContent = byId("carried-code").textContent = "";
      byId("test-answers").replaceChildren(...Array.from(byId("answers").childNodes, (node) => node.cloneNode(true)));
      show("tested");
    },
    opened({ hash, list, uuid, questions }) {
      fingerprint = list;
      byId("found").textContent = hash;
      byId("found-list").textContent = list;
      const pairs = [[hash, data.fingerprint], [list, data.credentials], [uuid, data.uuid]];
      const [found, record] = pairs.find(([one, other]) => one !== other) ?? [];
      if (found) return complain(words.other.replace("{found}", found).replace("{record}", record), words.other_remedy);
      form = globalThis.boothQuestions(questions, data, byId("questions"));
      nameHandles(questions);
      return show("choose");
    },
    failed: ({ why }) => failed(why),
  };

  // Who stands under which handle, for whoever wants to compare it with the record.
  const nameHandles = (questions) => {
    const all = questions.flatMap((question) => (question.value ?? question).answers);
    const handles = all.filter((answer) => /^[0-9a-f]{32}$/.test(answer));
    const list = handles.flatMap((one) => [make("dt", {}, data.names[one] ?? "?"), make("dd", { class: "hash" }, one)]);
    byId("handles").querySelector("dl").replaceChildren(...list);
    byId("handles").hidden = !handles.length;
  };

  // --- tracker, cast, receipt

  // While one thing is done with a ballot, nothing else is.
  const hold = (held) => {
    for (const each of document.querySelectorAll("#sealed button")) each.disabled = held;
  };

  // What was sent or saved may be on the board, or come onto it: with its random numbers it would show how it was cast.
  const keepClosed = (left) => {
    byId("left").hidden = !left;
    byId("test").hidden = left;
  };

  const save = (name, text, type) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    make("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };

  byId("copy").addEventListener("click", async () => {
    const place = byId("tracker");
    try {
      await navigator.clipboard.writeText(place.textContent);
      byId("copied").textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(place);
      byId("copied").textContent = words.selected;
    }
  });
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  byId("keep").addEventListener("click", () => {
    save(`ballot-${data.election}.json`, ballot, "application/json");
    keepClosed(true);
  });
  byId("keep-test").addEventListener("click", () => {
    save(`test-ballot-${data.election}.json`, byId("test-file").textContent, "application/json");
  });
  byId("carry").addEventListener("click", async () => {
    const { name, content, code } = await globalThis.boothCarry.hidden(byId("test-file").textContent);
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("name", name);
    body.append("content", content);
    try {
      const answer = await fetch(data.carry, { method: "POST", body, redirect: "manual" });
      byId("carried").textContent = answer.status === 204 ? words.carried : words.broken;
      byId("carried-code").textContent = answer.status === 204 ? code : "";
    } catch {
      byId("carried").textContent = words.offline;
    }
  });
  byId("carry").hidden = !globalThis.boothCarry.can;
  byId("keep-receipt").addEventListener("click", () => {
    save(`receipt-${data.election}-${receipt.height}.json`, JSON.stringify(receipt), "application/json");
  });
  byId("test").addEventListener("click", () => {
    hold(true);
    ballot = null;
    worker.postMessage({ do: "test" });
  });

  byId("send").addEventListener("click", async () => {
    hold(true);
    keepClosed(true);
    byId("copied").textContent = words.sending;
    const answer = await sent(ballot);
    hold(false);
    byId("copied").textContent = "";
    if (answer.because) return complain(answer.because, answer.remedy);
    receipt = { format: "rankandfile/ballot-receipt/v1", election: data.election, ...answer };
    byId("height").textContent = String(answer.height);
    byId("head").textContent = answer.head;
    const { lang } = document.documentElement;
    const language = navigator.language.startsWith(lang) ? navigator.language : lang;
    byId("when").textContent = new Date().toLocaleString(language, { dateStyle: "full", timeStyle: "medium" });
    ballot = null;
    return show("cast");
  });

  // The server's answer: a receipt, or a sentence that says why there is none.
  const sent = async (text) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.append("ballot", new Blob([text], { type: "application/json" }), "ballot.json");
    try {
      const answer = await fetch(data.cast, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) return await answer.json();
      const signedOut = answer.type === "opaqueredirect" || answer.status === 403;
      return signedOut ? { because: words.signed_out, remedy: words.signed_out_remedy } : { because: words.broken, remedy: words.again };
    } catch {
      return { because: words.offline, remedy: words.again };
    }
  };

  // --- the beginning

  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(url);
    return answer.arrayBuffer();
  };

  const start = async () => {
    try {
      worker = await globalThis.boothWorker(data.files);
      worker.addEventListener("message", ({ data: message }) => answers[message.did](message));
      worker.addEventListener("error", () => complain(words.no_worker, words.no_worker_remedy));
      const [bytes, credentials] = await Promise.all([data.file, data.list].map(fetched));
      worker.postMessage({ do: "open", bytes, credentials });
    } catch {
      complain(words.no_worker, words.no_worker_remedy);
    }
  };
  start();
})();
