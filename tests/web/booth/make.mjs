// Makes ballots as the booth does, outside a browser: a job as JSON on standard input, the ballots on standard output.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(0, "utf-8"));
const { credentialOf, made, opened, recomputed, sealed, tracker } = await import(pathToFileURL(job.module));
const election = opened(Buffer.from(job.election, "base64"));
const answers = job.choices.map((choices) => {
  try {
    const ballot = made(election, job.credential, choices);
    return { ballot, tracker: tracker(ballot) };
  } catch (error) {
    return { error: error.message };
  }
});
const tests = job.tests ? job.choices.map((choices) => {
  const { unsigned, hash, randomness } = sealed(election, job.credential, choices);
  return { format: "rankandfile/test-ballot/v1", code: hash, choices, randomness, unsigned: JSON.parse(unsigned) };
}) : [];
const checked = (job.check ?? []).map((file) => {
  try {
    return { choices: recomputed(election, file) };
  } catch (error) {
    return { error: error.message };
  }
});
console.log(JSON.stringify({ hash: election.hash, public: credentialOf(election, job.credential).public, answers, tests, checked }));
