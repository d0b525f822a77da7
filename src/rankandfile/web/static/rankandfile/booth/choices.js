// The questions of an election as a form, and what was chosen there: as the protocol writes it, and in words.
// Names of people come from the page; the election's own file names them by handle.
(() => {
  const make = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };
  globalThis.boothElement = make;

  /** The form of all questions in `place`. Its `read()` gives {choices, answers} or {wrong: [[field, sentence]]}. */
  globalThis.boothQuestions = (questions, { words, names, titles }, place) => {
    const named = (answer) => names[answer] ?? answer;
    const shown = questions.map((question, number) => {
      const own = question.type === "NonHomomorphic" ? question.value : question;
      const legend = make("legend", {}, make("h2", {}, titles[own.question] ?? own.question));
      const set = make("fieldset", { class: "field" }, legend);
      place.append(set);
      const draw = question.type === "NonHomomorphic" ? ranked : numbered;
      return draw(own, { words, named, key: `q${number}` }, set);
    });
    const read = () => {
      const found = shown.map((one) => one());
      const wrong = found.flatMap((one) => one.wrong ?? []);
      if (wrong.length) return { wrong };
      return { choices: found.map((one) => one.choices), answers: found.flatMap((one) => one.answers) };
    };
    return { read };
  };

  const label = (id, text) => make("label", { for: id }, make("bdi", {}, text));

  const ranked = (question, { words, named, key }, set) => {
    const most = question.answers.length;
    const list = make("ol", { class: "list ballot" });
    const fields = question.answers.map((answer, place) => {
      const id = `${key}-${place}`;
      const field = make("input", {
        id, type: "number", min: "1", max: String(most), step: "1", inputmode: "numeric", autocomplete: "off", class: "short",
      });
      const text = label(id, named(answer));
      const moves = make("span", { class: "moves" });
      list.append(make("li", {}, make("div", {}, field, text, moves)));
      for (const [sign, by, word] of [["▲", -1, words.up], ["▼", 1, words.down]]) {
        const button = make("button", { type: "button", "aria-label": `${word}: ${named(answer)}` }, sign);
        button.addEventListener("click", () => move(fields, field, by, (rank) => say(named(answer), rank)));
        moves.append(button);
      }
      return field;
    });
    const told = make("p", { class: "unseen", role: "status" });
    const say = (name, rank) => {
      told.textContent = rank ? words.now.replace("{name}", name).replace("{rank}", rank) : words.unranked.replace("{name}", name);
    };
    set.append(make("p", { class: "hint" }, words.rank), list, told);
    return () => {
      const ranks = fields.map((field) => (field.value.trim() === "" && !field.validity.badInput ? 0 : Number(field.value || NaN)));
      const odd = fields.filter((_f, i) => !Number.isInteger(ranks[i]) || ranks[i] < 0 || ranks[i] > most || fields[i].value === "0");
      if (odd.length) return { wrong: odd.map((field) => [field, words.whole.replace("{most}", most)]) };
      const twice = ranks.find((rank, i) => rank && ranks.indexOf(rank) !== i);
      if (twice) {
        const same = fields.filter((_f, i) => ranks[i] === twice);
        return { wrong: same.map((field) => [field, words.twice.replace("{rank}", twice)]) };
      }
      const order = ranks.map((rank, i) => [rank, i]).filter(([rank]) => rank).sort((a, b) => a[0] - b[0]);
      const choices = ranks.map(() => 0);
      order.forEach(([, i], rank) => (choices[i] = rank + 1));
      const answers = order.map(([, i], rank) => [String(rank + 1), named(question.answers[i])]);
      return { choices, answers: answers.length ? answers : [[words.ballot, words.blank]] };
    };
  };

  const move = (fields, field, by, say) => {
    const order = fields.filter((one) => one.value).sort((a, b) => a.value - b.value);
    const from = order.indexOf(field);
    if (from < 0) order.push(field);
    else {
      const to = from + by;
      if (to < 0) return;
      order.splice(from, 1);
      if (to <= order.length) order.splice(to, 0, field);
    }
    for (const one of fields) one.value = "";
    order.forEach((one, place) => (one.value = String(place + 1)));
    say(order.indexOf(field) + 1);
  };

  const numbered = (question, { words, named, key }, set) => {
    const { min, max, answers } = question;
    const one = min === 1 && max === 1;
    const all = question.blank === true ? [null, ...answers] : answers;
    const fields = all.map((answer, place) => {
      const id = `${key}-${place}`;
      const field = make("input", { id, type: one ? "radio" : "checkbox", ...(one ? { name: key } : {}) });
      const text = answer === null ? make("label", { for: id }, words.blank_vote) : label(id, named(answer));
      set.append(make("div", { class: "choice" }, field, text));
      return field;
    });
    const any = question.blank === true && min === 1 && max === answers.length && max > 1;
    const hint = any ? words.as_many : one ? words.one : min === 0 ? words.up_to.replace("{max}", max) : words.between.replace("{min}", min).replace("{max}", max);
    set.firstChild.after(make("p", { class: "hint" }, hint));
    return () => {
      const choices = fields.map((field) => (field.checked ? 1 : 0));
      const own = question.blank === true ? choices.slice(1) : choices;
      const sum = own.reduce((total, number) => total + number, 0);
      const isBlank = question.blank === true && choices[0] === 1;
      if (isBlank ? sum > 0 : sum < min || sum > max) return { wrong: [[fields[0], isBlank ? words.blank_and : hint]] };
      const chosen = all.filter((_a, i) => choices[i]).map((answer) => (answer === null ? words.blank_vote : named(answer)));
      const title = set.querySelector("legend").textContent;
      return { choices, answers: [[title, chosen.join("\n") || words.nobody]] };
    };
  };
})();
