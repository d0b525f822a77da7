// Checks receipts with sigstore's verifier for Node: first the signed checkpoint, then the proof of inclusion.
// Standard input: a JSON list of {receipt, vkey}. Standard output: a line for each, "holds" or why not.
const { createPublicKey } = require('node:crypto')
const { dirname, join } = require('node:path')

const folder = join(dirname(require.resolve('@sigstore/verify/package.json', { paths: [process.cwd()] })), 'dist/tlog')
const { verifyCheckpoint } = require(join(folder, 'checkpoint.js'))
const { verifyMerkleInclusion } = require(join(folder, 'merkle.js'))

const logOf = (vkey) => {
  const [origin, id, ...rest] = vkey.split('+')
  const raw = Buffer.from(rest.join('+'), 'base64').subarray(1)
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  })
  const logID = Buffer.concat([Buffer.from(id, 'hex'), Buffer.alloc(28)])
  return { logID, baseURL: `https://${origin}`, publicKey }
}

const check = ({ receipt, vkey }) => {
  const { leaf, proof } = JSON.parse(receipt)
  const gap = proof.indexOf('\n\n')
  const [, index, ...hashes] = proof.slice(0, gap).split('\n')
  const inclusionProof = {
    logIndex: index.split(' ')[1],
    hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
    checkpoint: { envelope: proof.slice(gap + 2) },
  }
  const entry = { canonicalizedBody: Buffer.from(leaf, 'base64'), inclusionProof }
  verifyMerkleInclusion(entry, verifyCheckpoint(entry, [logOf(vkey)]))
}

const chunks = []
process.stdin.on('data', (chunk) => chunks.push(chunk))
process.stdin.on('end', () => {
  for (const given of JSON.parse(Buffer.concat(chunks).toString())) {
    try {
      check(given)
      console.log('holds')
    } catch (error) {
      console.log(`refused: ${error.message.split('\n')[0]}`)
    }
  }
})
