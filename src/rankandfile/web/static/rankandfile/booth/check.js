// The second device of a voter who tests the booth: takes an opened ballot, computes its encryption again, and says what
// it encrypts. Uses the worker of the booth and nothing of the page that made the ballot.
(() => {
  const data = JSON.parse(document.getElementById("booth-data").textContent);
  const { words } = data;
  const byId = (id) => document.getElementById(id);
  const make = globalThis.boothElement;
  const carry = globalThis.boothCarry;
  let worker = null;
  let questions = [];
  let isOpen;
  const opened = new Promise((resolve) => { isOpen = resolve; });

  const say = (id, ...inside) => {
    for (const each of ["problem", "checked"]) byId(each).hidden = each !== id;
    byId(id === "problem" ? "problem" : "answers").replaceChildren(...inside);
    byId(id).focus();
  };
  const complain = (because, remedy = "") => say("problem", make("p", {}, because), make("p", {}, remedy));

  const named = (answer) => data.names[answer] ?? answer;

  // What is encrypted, in words, question by question.
  const inWords = (question, chosen) => {
    const own = question.type === "NonHomomorphic" ? question.value : question;
    const title = make("dt", {}, data.titles[own.question] ?? own.question);
    if (question.type === "NonHomomorphic") {
      const order = chosen.map((rank, place) => [rank, place]).filter(([rank]) => rank).sort((a, b) => a[0] - b[0]);
      const lines = order.map(([rank, place]) => make("dd", { dir: "auto" }, `${rank}. ${named(own.answers[place])}`));
      return [title, ...(lines.length ? lines : [make("dd", {}, words.blank)])];
    }
    const all = own.blank === true ? [words.blank_vote, ...own.answers.map(named)] : own.answers.map(named);
    const marked = all.filter((_name, place) => chosen[place]);
    return [title, ...(marked.length ? marked : [words.nobody]).map((name) => make("dd", { dir: "auto" }, name))];
  };

  const answers = {
    opened({ hash, uuid, questions: found }) {
      if (hash !== data.fingerprint || uuid !== data.uuid) {
        return complain(words.other.replace("{found}", hash).replace("{record}", data.fingerprint), words.other_remedy);
      }
      questions = found;
      isOpen();
      byId("loading").hidden = true;
      byId("take").hidden = false;
    },
    checked({ code, choices }) {
      byId("code").textContent = code;
      say("checked", ...questions.flatMap((question, place) => inWords(question, choices[place])));
    },
    failed: ({ why }) => complain(words[`test_${why}`] ?? words.test_format, words.test_remedy),
  };

  // A test waits until the worker knows the election: before that it could only call it no test at all.
  const check = async (text) => {
    await opened;
    worker.postMessage({ do: "check", text });
  };

  byId("typed").addEventListener("submit", async (event) => {
    event.preventDefault();
    const code = carry.typed(byId("carried").value);
    if (!code) return complain(words.carried_code);
    try {
      const answer = await fetch(`${data.carried}?name=${await carry.nameOf(code)}`, { redirect: "manual" });
      if (answer.status === 404) return complain(words.carried_none);
      if (!answer.ok) return complain(words.signed_out);
      return check(await carry.shown(await answer.text(), code));
    } catch {
      return complain(words.offline);
    }
  });
  byId("file").addEventListener("click", () => { byId("file").value = ""; }); // the same file can be taken again
  byId("file").addEventListener("change", async () => {
    const [file] = byId("file").files;
    if (file) check(await file.text());
  });

  const start = async () => {
    byId("typed").hidden = !carry.can;
    try {
      worker = await globalThis.boothWorker(data.files);
      worker.addEventListener("message", ({ data: message }) => answers[message.did]?.(message));
      worker.addEventListener("error", () => complain(words.no_worker, words.no_worker_remedy));
      const [bytes, credentials] = await Promise.all(
        [data.file, data.list].map(async (url) => {
          const answer = await fetch(url);
          if (!answer.ok) throw new Error(url);
          return answer.arrayBuffer();
        }),
      );
      worker.postMessage({ do: "open", bytes, credentials });
    } catch {
      complain(words.no_worker, words.no_worker_remedy);
    }
  };
  start();
})();
