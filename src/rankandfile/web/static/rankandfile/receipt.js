// Checks a receipt: what it proves to somebody who knows the key of the record. The same checks, in the same order and
// with the same answers, as `rankandfile receipt check` (record/receipt.py), written apart from it.
//
//   checkReceipt(text, vkey, witnesses, policy) -> { stage, staged, proved, findings, notProved, signatures, texts }
//
// The policy (receipt-policy.js) says whose signatures count and how many; without one, or without a key, '' stands.
// Every answer is a pair of the name of a sentence in receipt-words.js and what to fill in. A throw of `Wrong` ends the
// check, as Malformed does there. Needs WebCrypto with Ed25519; nothing else, and no network.
(() => {
  const LARGEST_SIZE = 1n << 63n
  const LONGEST_LEAF = 2047
  const LATEST = (1n << 63n) - 1n
  const FORMAT = 'rankandfile/receipt/v1'
  const utf8 = new TextEncoder()

  class Wrong extends Error {
    constructor(sentence, values = {}) {
      super(sentence)
      this.answer = [sentence, values]
    }
  }
  const must = (holds, sentence, values) => {
    if (!holds) throw new Wrong(sentence, values)
  }

  // Bytes and numbers, each in its one spelling.
  const fromBase64 = (text) => {
    must(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text), 'base64')
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
    must(btoa(String.fromCharCode(...bytes)) === text, 'stray_bits')
    return bytes
  }
  const fromDecimal = (text) => {
    must(/^(?:0|[1-9][0-9]{0,18})$/.test(text), 'decimal')
    must(BigInt(text) < LARGEST_SIZE, 'too_large_number')
    return BigInt(text)
  }
  const fromHex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16))
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const joined = (...parts) => {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  const same = (a, b) => a.length === b.length && a.every((byte, place) => byte === b[place])
  const number = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)))

  // Keys (C2SP signed-note): name, type and 32 bytes, none of them weak.
  const P = (1n << 255n) - 19n
  const LOW_ORDER = new Set([
    0n, 1n, P - 1n,
    ...['26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    ].map((y) => number(fromHex(y).reverse())),
  ])
  const LOG = 1
  const WITNESS = 4
  const parseVkey = async (text) => {
    const [name, id = '', ...rest] = text.split('+')
    const bytes = fromBase64(rest.join('+'))
    must(name && !/\s/.test(name), 'key_name')
    must([LOG, WITNESS].includes(bytes[0]) && bytes.length === 33, 'key_type', { name })
    const raw = bytes.slice(1)
    const y = number(Uint8Array.from(raw).reverse()) & ((1n << 255n) - 1n)
    must(y < P && !LOW_ORDER.has(y), 'key_weak', { name })
    const keyId = (await sha256(utf8.encode(`${name}\n`), bytes)).slice(0, 4)
    must(id === hex(keyId), 'key_id', { name })
    return { name, kind: bytes[0], keyId, raw }
  }
  const holds = async (key, signature, message) => {
    const own = await crypto.subtle.importKey('raw', key.raw, 'Ed25519', false, ['verify'])
    return crypto.subtle.verify('Ed25519', own, signature, message)
  }

  // Notes: a text, and who of those we know has signed it.
  const signatureLine = (line) => {
    const parts = line.split(' ')
    must(parts.length === 3 && parts[0] === '—' && parts[1], 'line_form')
    const bytes = fromBase64(parts[2])
    must(bytes.length >= 5, 'line_short')
    return { name: parts[1], keyId: bytes.slice(0, 4), signature: bytes.slice(4) }
  }
  const mustBeText = (note) => {
    must(note.endsWith('\n') && !/[\x00-\x09\x0b-\x1f]/.test(note), 'note_text')
    must(!/\p{Surrogate}/u.test(note), 'note_utf8')
  }
  const openNote = async (note, keys) => {
    mustBeText(note)
    const gap = note.lastIndexOf('\n\n')
    const lines = note.slice(gap + 2, -1).split('\n')
    must(gap >= 0 && gap + 2 < note.length && lines.length <= 100, 'note_form')
    const text = note.slice(0, gap + 1)
    const signed = []
    const all = []
    for (const line of lines) {
      const { name, keyId, signature } = signatureLine(line)
      const key = keys.find((each) => each.name === name && same(each.keyId, keyId))
      all.push([key ? 'checked' : 'unchecked', { name }])
      if (!key) continue
      must(!signed.some((each) => each.key === key), 'twice', { name })
      signed.push({ key, at: await signedAt(key, text, signature) })
    }
    must(signed.length, 'nobody')
    return { text, signed, all }
  }
  const signedAt = async (key, text, signature) => {
    const name = key.name
    if (key.kind === LOG) {
      must(await holds(key, signature, utf8.encode(text)), 'bad_signature', { name })
      return null
    }
    const at = number(signature.slice(0, 8))
    must(at <= LATEST, 'bad_time', { name })
    const message = utf8.encode(`cosignature/v1\ntime ${at}\n${text}`)
    must(await holds(key, signature.slice(8), message), 'bad_signature', { name })
    return at
  }

  // Checkpoints: origin, size and root, signed by the log itself.
  const opened = async (note, log, witnesses) => {
    const read = await openNote(note, [log, ...witnesses])
    must(log.kind === LOG && read.signed.some((each) => each.key === log), 'not_itself', { name: log.name })
    const lines = read.text.split('\n')
    must(lines.length === 4 && lines[0] && !lines[3], 'checkpoint_form')
    const found = { origin: lines[0], size: fromDecimal(lines[1]), root: fromBase64(lines[2]) }
    must(found.root.length === 32, 'root_form')
    must(found.origin === log.name, 'other_log', { origin: found.origin, name: log.name })
    return { ...found, signed: read.signed, all: read.all }
  }

  // Inclusion, by the loop of RFC 9162 section 2.1.3.2.
  const nodeHash = (left, right) => sha256(Uint8Array.of(1), left, right)
  const included = async (leaf, index, size, proof, root) => {
    if (index >= size || proof.some((each) => each.length !== 32)) return false
    let [place, last, computed] = [index, size - 1n, await sha256(Uint8Array.of(0), leaf)]
    for (const sibling of proof) {
      if (last === 0n) return false
      if (place & 1n || place === last) {
        computed = await nodeHash(sibling, computed)
        while (place && !(place & 1n)) [place, last] = [place >> 1n, last >> 1n]
      } else {
        computed = await nodeHash(computed, sibling)
      }
      [place, last] = [place >> 1n, last >> 1n]
    }
    return last === 0n && same(computed, root)
  }

  // The receipt and its parts.
  const readReceipt = (text) => {
    let read
    try {
      read = JSON.parse(text)
    } catch (error) {
      throw new Wrong('no_receipt', { why: error.message })
    }
    const why = whyNoReceipt(read)
    must(!why, 'no_receipt', { why })
    must(read.format === FORMAT, 'other_format', { format: read.format.slice(0, 40) })
    return { texts: [], ...read }
  }
  const areFields = (value, fields) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).every((f) => f in fields)
  const TEXT_FIELDS = { entry: 'number', slot: 'string', opening: 'string', value: 'string' }
  const isText = (given) =>
    areFields(given, TEXT_FIELDS) && Object.entries(TEXT_FIELDS).every(([field, kind]) => typeof given[field] === kind)
  const whyNoReceipt = (read) => {
    if (!areFields(read, { format: 1, leaf: 1, proof: 1, texts: 1 })) return 'it has other fields'
    if (['format', 'leaf', 'proof'].some((field) => typeof read[field] !== 'string')) return 'a field is missing'
    if (!Array.isArray(read.texts ?? []) || !(read.texts ?? []).every(isText)) return 'its texts have other fields'
    return ''
  }
  const parseProof = (text) => {
    const gap = text.indexOf('\n\n')
    const lines = text.slice(0, gap < 0 ? undefined : gap).split('\n')
    must(lines[0] === 'c2sp.org/tlog-proof@v1' && gap >= 0, 'no_proof')
    const rest = lines.slice(lines[1]?.startsWith('extra ') ? 2 : 1)
    must(rest.length && rest[0].startsWith('index ') && rest.length <= 64, 'proof_form')
    return { index: fromDecimal(rest[0].slice(6)), hashes: rest.slice(1).map(fromBase64), note: text.slice(gap + 2) }
  }

  // The leaf: canonical JSON, so there is one way only to read it.
  const canonical = (value) => {
    if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
  }
  const decodeLeaf = (bytes) => {
    must(bytes.length <= LONGEST_LEAF, 'leaf_long', { size: bytes.length })
    must(bytes.every((byte) => byte < 128), 'leaf_ascii')
    const text = String.fromCharCode(...bytes)
    let entry
    try {
      entry = JSON.parse(text, (_key, value) => {
        must(typeof value !== 'number' || Number.isSafeInteger(value), 'leaf_number')
        return value
      })
    } catch (error) {
      throw error instanceof Wrong ? error : new Wrong('no_entry', { why: error.message })
    }
    const known = ['body', 'nonce', 'rules', 'of', 'slots', 'signature']
    must(entry?.body?.kind && Object.keys(entry).every((field) => known.includes(field)), 'no_entry', { why: 'its fields' })
    must(canonical(entry) === text, 'not_canonical')
    must(/^[0-9a-f]{32}$/.test(entry.nonce), 'nonce')
    must((entry.slots ?? []).every((slot) => /^[0-9a-f]{64}$/.test(slot.commitment)), 'commitment')
    return entry
  }

  // Slots: HMAC-SHA256 under an opening of 32 bytes, over origin, entry, name and value.
  const proves = async (shown, slot, origin, nonce) => {
    if (!/^[0-9a-f]{64}$/i.test(shown.opening) || /\p{Surrogate}/u.test(shown.value)) return false
    const parts = [utf8.encode(origin), fromHex(nonce), utf8.encode(shown.slot), utf8.encode(shown.value)]
    const length = (part) => Uint8Array.of(part.length >>> 24, part.length >>> 16, part.length >>> 8, part.length)
    const message = joined(utf8.encode('rankandfile/slot/v1\n'), ...parts.flatMap((part) => [length(part), part]))
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('raw', fromHex(shown.opening), algorithm, false, ['sign'])
    return hex(new Uint8Array(await crypto.subtle.sign('HMAC', key, message))) === slot.commitment
  }

  const YEAR_10000 = 253402300800n
  const time = (at) => {
    const second = BigInt(at)
    if (second < 0n || second >= YEAR_10000) return ['second', { at }]
    return new Date(Number(second) * 1000).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' UTC')
  }
  const what = ({ body, of }) =>
    of === undefined ? ['act', { kind: body.kind, by: body.by, time: time(body.at) }] : body.kind

  // The stage of a receipt: what it is worth today, and what it is not.
  const stagedOf = (origin, met, isSeen) => {
    const registered = ['registered', { origin }]
    if (!met) return [registered, ...(isSeen ? [['some_signed', {}]] : []), ['ask_for_policy', {}]]
    const names = met.cosigned.map(({ name }) => name).join(', ') || ['none', {}]
    const count = ['count', { signed: met.cosigned.length, all: met.all, names }]
    if (met.reached && met.at === null) return [registered, ['no_witnesses', {}]]
    if (met.at === null) return [registered, count, ['not_enough', {}]]
    return [['witnessed', { at: time(met.at), origin }], count, ['as_far_as', {}]]
  }

  const checked = async (text, key, given, policy) => {
    const read = readReceipt(text)
    const leaf = fromBase64(read.leaf)
    const { index, hashes, note } = parseProof(read.proof)
    const met = policy && (await globalThis.policyMet(policy, note, key))
    const log = key ?? met?.log
    must(log, 'whose_receipt')
    const witnesses = [...given]
    for (const each of policy?.witnesses ?? []) {
      if (!witnesses.some(({ raw }) => same(raw, each.key.raw))) witnesses.push(each.key)
    }
    const found = await opened(note, log, witnesses)
    const { origin, size } = found
    must(await included(leaf, index, size, hashes, found.root), 'no_path', { origin })
    const entry = decodeLeaf(leaf)
    const proved = [['recorded', { origin, what: what(entry), index, size }]]
    for (const { key, at } of found.signed) if (at !== null) proved.push(['saw', { name: key.name, time: time(at) }])
    const [findings, texts] = [[], []]
    for (const shown of read.texts) {
      const slot = (entry.slots ?? []).find((each) => each.name === shown.slot)
      const is = slot !== undefined && (await proves(shown, slot, origin, entry.nonce))
      ;(is ? proved : findings).push([is ? 'bound' : 'unbound', { slot: shown.slot }])
      if (is) texts.push({ slot: shown.slot, value: shown.value })
    }
    const staged = stagedOf(origin, met, found.signed.some(({ at }) => at !== null))
    const stage = met?.reached && met.at !== null ? 'witnessed' : 'registered'
    return { stage, staged, proved, findings, signatures: found.all, texts }
  }

  const NOT_PROVED = [['rules', {}], ['others', {}]]
  globalThis.checkReceipt = async (text, vkey, witnesses = [], policy = '') => {
    const nothing = {
      stage: '', staged: [], proved: [], findings: [], notProved: NOT_PROVED, signatures: [], texts: [],
    }
    try {
      const log = vkey ? await parseVkey(vkey) : null
      const others = await Promise.all(witnesses.map(parseVkey))
      const read = policy ? await globalThis.readPolicy(policy) : null
      return { ...nothing, ...(await checked(text, log, others, read)) }
    } catch (error) {
      if (!(error instanceof Wrong)) throw error
      return { ...nothing, findings: [error.answer] }
    }
  }

  globalThis.receiptParts = { Wrong, must, same, fromDecimal, fromBase64, parseVkey, openNote }

  // Whether this browser can check at all. Without WebCrypto's Ed25519 nothing is said about any receipt.
  globalThis.canCheckReceipts = async () => {
    try {
      const { raw } = await parseVkey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')
      await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
      return true
    } catch {
      return false
    }
  }
})()
