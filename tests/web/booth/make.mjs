// Makes ballots as the booth does, outside a browser: a job as JSON on standard input, the ballots on standard output.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const job = JSON.parse(readFileSync(0, "utf-8"));
const { credentialOf, made, opened, tracker } = await import(pathToFileURL(job.module));
const election = opened(Buffer.from(job.election, "base64"));
const answers = job.choices.map((choices) => {
  try {
    const ballot = made(election, job.credential, choices);
    return { ballot, tracker: tracker(ballot) };
  } catch (error) {
    return { error: error.message };
  }
});
console.log(JSON.stringify({ hash: election.hash, public: credentialOf(election, job.credential).public, answers }));
