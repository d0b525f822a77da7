// A ballot of the Belenios protocol, version 1, on Ed25519: encryption and every proof, as docs/ballots.md and the
// specification say. The same as core/ballot/making.py, which the tests hold it against. Knows no page and no network.
//
//     const election = opened(bytes)                       // the election's file, as it was served
//     const ballot = made(election, credential, choices)   // the text that is cast
//     tracker(ballot)                                       // what the voter keeps
//
// choices: for each question a 0 or 1 for each answer, with one for blank before them where there is a blank vote; for a
// ranked question the rank of each answer, 0 for none.

import { edwards } from "./noble/edwards.js";
import { sha256 } from "./noble/sha2.js";

const P = 2n ** 255n - 19n;
export const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const Point = edwards({
  p: P,
  n: ORDER,
  h: 8n,
  a: P - 1n,
  d: 37095705934669439343138083508754565189542113879843219016388785533085940283555n,
  Gx: 15112221349535400772501151409588531511454012693041857206046113283949847762202n,
  Gy: 46316835694926478169428394003475163141307993866256225615783033603165251855960n,
});
const PADDING = 14n;
const MOST_RANKS = 30;
const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const encoder = new TextEncoder();

const mod = (number) => ((number % ORDER) + ORDER) % ORDER;
const digest = (text) => sha256(typeof text === "string" ? encoder.encode(text) : text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const hashed = (text) => mod(BigInt(`0x${hex(digest(text))}`));

/** SHA-256 in base64 without padding: trackers and fingerprints. */
export function tracker(content) {
  return btoa(String.fromCharCode(...digest(content))).replace(/=+$/, "");
}

/** A number below the order of the group that nobody can guess. */
export function random() {
  return mod(BigInt(`0x${hex(crypto.getRandomValues(new Uint8Array(48)))}`));
}

const raised = (point, exponent) => (exponent === 0n || point.is0() ? Point.ZERO : point.multiply(exponent));
const ofBase = (exponent) => raised(Point.BASE, exponent);
/** For made-up proofs only: how long it takes may tell the exponent, which is published anyway. */
const raisedOpenly = (point, exponent) => (exponent === 0n ? Point.ZERO : point.multiplyUnsafe(exponent));
const written = (point) => hex(point.toBytes().slice().reverse());

function parsed(text) {
  const bytes = Uint8Array.from(text.match(/../g).reverse(), (pair) => parseInt(pair, 16));
  const point = Point.fromBytes(bytes);
  if (written(point) !== text || !point.isTorsionFree()) throw new Error("This is no element of the group.");
  return point;
}

/** The election that the bytes describe; its fingerprint is taken from the bytes, never from what was read. */
export function opened(bytes) {
  const file = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  if (file.version !== 1 || file.group !== "Ed25519") throw new Error("This booth votes on Ed25519 only.");
  const key = parsed(file.public_key);
  key.precompute(8, false); // tables, made while the voter reads
  key.multiply(ORDER - 1n);
  Point.BASE.multiply(ORDER - 1n);
  return { uuid: file.uuid, name: file.name, questions: file.questions, hash: tracker(bytes), key };
}

/** The secret of a credential in this election, and its public part. */
export function credentialOf(election, credential) {
  const groups = credential.split("-");
  const right = groups.map((group) => group.length).join() === "5,6,5,6";
  if (!right || [...groups.join("")].some((letter) => !ALPHABET.includes(letter))) throw new Error("credential");
  const parts = [0, 1].map((i) => hex(digest(`derive_credential|${election.uuid}|${i}|${credential}`)));
  const secret = mod(BigInt(`0x${parts.join("")}`));
  return { secret, public: written(ofBase(secret)) };
}

/** The ballot, as it is cast. */
export const made = (election, credential, choices) => sealed(election, credential, choices).ballot;

/**
 * The ballot, and what opens it: its answers without the signature, the code that the signature is over, and the
 * randomness of every ciphertext. Whoever has the randomness knows the choices, so it leaves the worker for a test only,
 * and then the signature does not. `step` is called after each choice, with how many are done and how many there are.
 */
export function sealed(election, credential, choices, step = () => {}) {
  const own = credentialOf(election, credential);
  const statement = `${election.hash}|${own.public}`;
  if (choices.length !== election.questions.length) throw new Error("choices");
  const whole = choices.flat().length;
  let done = 0;
  const told = () => step((done += 1), whole);
  const parts = election.questions.map((question, place) =>
    question.type === "NonHomomorphic"
      ? ranked(election, question.value, choices[place], statement)
      : numbered(election, question, choices[place], statement, told),
  );
  const answers = parts.map((part) => part.answer);
  const unsigned = { election_uuid: election.uuid, election_hash: election.hash, credential: own.public, answers };
  const text = JSON.stringify(unsigned);
  const hash = tracker(text);
  const proof = knowing(`sig|${hash}`, own.secret);
  const randomness = parts.map((part) => part.randomness.map(String));
  return { ballot: JSON.stringify({ ...unsigned, signature: { hash, proof } }), unsigned: text, hash, randomness };
}

/** The choices that an opened test ballot encrypts, computed again. An error says why it is none, or not these. */
export function recomputed(election, file) {
  const { unsigned, choices, randomness } = file;
  if (file.format !== "rankandfile/test-ballot/v1" || !Array.isArray(choices) || !unsigned?.answers) throw new Error("format");
  if (unsigned.election_uuid !== election.uuid || unsigned.election_hash !== election.hash) throw new Error("election");
  if (tracker(JSON.stringify(unsigned)) !== file.code) throw new Error("code");
  if ([unsigned.answers, choices, randomness].some((own) => own.length !== election.questions.length)) throw new Error("format");
  election.questions.forEach((question, place) => {
    const isRanked = question.type === "NonHomomorphic";
    const own = isRanked ? question.value : question;
    const shown = isRanked ? [unsigned.answers[place].choices] : unsigned.answers[place].choices;
    const chosen = choices[place];
    const most = own.answers.length + (own.blank === true ? 1 : 0);
    if (chosen.length !== most || shown.length !== (isRanked ? 1 : most)) throw new Error("format");
    const elements = isRanked ? [encoded(chosen)] : chosen.map((number) => ofBase(mod(BigInt(number))));
    shown.forEach(({ alpha, beta }, one) => {
      const r = mod(BigInt(randomness[place][one]));
      const right = written(ofBase(r)) === alpha && written(raised(election.key, r).add(elements[one])) === beta;
      if (!right) throw new Error("cheated");
    });
  });
  return choices;
}

function knowing(prefix, secret) {
  const w = random();
  const challenge = hashed(`${prefix}|${written(ofBase(w))}`);
  return proofOf(challenge, w - secret * challenge);
}

const proofOf = (challenge, response) => ({ challenge: String(challenge), response: String(mod(response)) });

function ranked(election, question, ranks, statement) {
  if (ranks.length !== question.answers.length) throw new Error("choices");
  const r = random();
  const alpha = written(ofBase(r));
  const beta = written(raised(election.key, r).add(encoded(ranks)));
  const prefix = `raweg|${statement}|${written(election.key)},${alpha},${beta}`;
  return { answer: { choices: { alpha, beta }, proof: knowing(prefix, r) }, randomness: [r] };
}

/** The element that stands for the ranks: the first point of the group from their number on. */
export function encoded(ranks) {
  if (ranks.length > MOST_RANKS || ranks.some((rank) => !(rank >= 0 && rank < 256))) throw new Error("choices");
  const first = ranks.reduce((number, rank) => number * 256n + BigInt(rank), 0n) << PADDING;
  if (first === 0n) return Point.ZERO;
  for (let y = first; y < first + (1n << PADDING); y += 1n) {
    const point = onCurve(y);
    if (point !== null && point.isTorsionFree()) return point;
  }
  throw new Error("choices");
}

function onCurve(y) {
  try {
    const digits = y.toString(16).padStart(64, "0");
    return Point.fromBytes(Uint8Array.from(digits.match(/../g).reverse(), (pair) => parseInt(pair, 16)));
  } catch {
    return null;
  }
}

function numbered(election, question, chosen, statement, told) {
  const blank = question.blank === true;
  const own = blank ? chosen.slice(1) : chosen;
  const sum = own.reduce((total, number) => total + number, 0);
  const isBlank = blank && chosen[0] === 1;
  const allowed = isBlank ? sum === 0 : sum >= question.min && sum <= question.max;
  if (own.length !== question.answers.length || chosen.some((n) => n !== 0 && n !== 1) || !allowed) throw new Error("choices");
  const secrets = chosen.map(random);
  const pairs = chosen.map((number, place) => encrypted(election, number, secrets[place]));
  const texts = pairs.map((pair) => ({ alpha: written(pair.alpha), beta: written(pair.beta) }));
  const single = pairs.map((pair, place) => {
    const prefix = `prove|${statement}|${texts[place].alpha},${texts[place].beta}`;
    const proofs = oneOf(election, prefix, cases(pair, 0, 1), chosen[place], secrets[place]);
    told();
    return proofs;
  });
  const whole = `${statement}|${texts.map((text) => `${text.alpha},${text.beta}`).join()}`;
  const rest = blank ? pairs.slice(1) : pairs;
  const total = rest.reduce((left, right) => ({ alpha: left.alpha.add(right.alpha), beta: left.beta.add(right.beta) }));
  const ofTotal = mod((blank ? secrets.slice(1) : secrets).reduce((left, right) => left + right, 0n));
  const numbers = cases(total, question.min, question.max);
  const place = sum - question.min;
  if (!blank) {
    const prefix = `prove|${whole}|${written(total.alpha)},${written(total.beta)}`;
    const overall = oneOf(election, prefix, numbers, place, ofTotal);
    return { answer: { choices: texts, individual_proofs: single, overall_proof: overall }, randomness: secrets };
  }
  const neither = isBlank ? [1, ofTotal] : [0, secrets[0]];
  const notBoth = oneOf(election, `bproof0|${whole}`, [pairs[0], total], ...neither);
  const every = [...cases(pairs[0], 1, 1), ...numbers];
  const overall = isBlank ? [0, secrets[0]] : [place + 1, ofTotal];
  const proof = oneOf(election, `bproof1|${whole}`, every, ...overall);
  const answer = { choices: texts, individual_proofs: single, overall_proof: proof, blank_proof: notBoth };
  return { answer, randomness: secrets };
}

function encrypted(election, number, r) {
  return { alpha: ofBase(r), beta: raised(election.key, r).add(number === 1 ? Point.BASE : Point.ZERO) };
}

/** The ciphertext divided by each number that it may encrypt: one of these encrypts nothing. */
function cases(pair, least, most) {
  const found = [];
  let beta = pair.beta.subtract(raisedOpenly(Point.BASE, BigInt(least)));
  for (let number = least; number <= most; number += 1) {
    found.push({ alpha: pair.alpha, beta });
    beta = beta.subtract(Point.BASE);
  }
  return found;
}

/** The proof that one of the cases encrypts nothing: the others are made up before the challenge is known. */
function oneOf(election, prefix, all, right, r) {
  const w = random();
  const proofs = all.map(() => [random(), random()]);
  const commitments = all.flatMap(({ alpha, beta }, place) => {
    const [challenge, response] = proofs[place];
    return place === right
      ? [ofBase(w), raised(election.key, w)]
      : [
          raisedOpenly(Point.BASE, response).add(raisedOpenly(alpha, challenge)),
          raisedOpenly(election.key, response).add(raisedOpenly(beta, challenge)),
        ];
  });
  const sum = hashed(`${prefix}|${commitments.map(written).join()}`);
  const others = proofs.reduce((total, [challenge], place) => (place === right ? total : total + challenge), 0n);
  const challenge = mod(sum - others);
  proofs[right] = [challenge, mod(w - r * challenge)];
  return proofs.map(([one, other]) => proofOf(one, other));
}
