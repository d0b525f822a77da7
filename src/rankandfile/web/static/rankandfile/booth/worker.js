// The booth's worker: the one place where a choice and a credential become a ballot. Knows no page and no network; what
// it is asked and what it answers are the messages below. A ballot that was tested is forgotten, and so is its signature.
//
//     {do: "open", bytes, credentials}       -> {did: "opened", hash, list, uuid, name, questions}
//     {do: "seal", credential, choices}      -> {did: "step", done, whole}…  {did: "sealed", tracker, code, ballot}
//     {do: "test"}                           -> {did: "tested", file}   answers and randomness, without a signature
//     {do: "check", text}                    -> {did: "checked", code, choices}   what such a file encrypts
//     anything that goes wrong               -> {did: "failed", why}

import { credentialOf, opened, recomputed, sealed, tracker } from "./ballot.js";

let election = null;
let listed = new Set();
let held = null;

const works = {
  open({ bytes, credentials }) {
    election = opened(new Uint8Array(bytes));
    const list = new Uint8Array(credentials);
    listed = new Set(JSON.parse(new TextDecoder().decode(list)).map((line) => line.split(",")[0]));
    const { hash, uuid, name, questions } = election;
    return { did: "opened", hash, list: tracker(list), uuid, name, questions };
  },
  seal({ credential, choices }) {
    if (!listed.has(credentialOf(election, credential).public)) throw new Error("unlisted");
    const made = sealed(election, credential, choices, (done, whole) => postMessage({ did: "step", done, whole }));
    held = { choices, unsigned: made.unsigned, hash: made.hash, randomness: made.randomness };
    return { did: "sealed", tracker: tracker(made.ballot), code: made.hash, ballot: made.ballot };
  },
  test() {
    const { choices, unsigned, hash, randomness } = held;
    held = null;
    const file = { format: "rankandfile/test-ballot/v1", code: hash, choices, randomness, unsigned: JSON.parse(unsigned) };
    return { did: "tested", file: JSON.stringify(file) };
  },
  check({ text }) {
    const file = parsed(text);
    return { did: "checked", code: file.code, choices: recomputed(election, file) };
  },
};

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Error("format");
  }
}

addEventListener("message", ({ data }) => {
  try {
    postMessage(works[data.do](data));
  } catch (error) {
    postMessage({ did: "failed", why: error.message });
  }
});
