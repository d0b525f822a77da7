// A policy: whose checkpoints count, and how many witnesses must have signed them (C2SP tlog-policy). The same as
// record/policy.py, written apart from it.
//
//   readPolicy(text) -> { logs, witnesses, groups, quorum }
//   policyMet(policy, note, key) -> { log, cosigned, all, reached, at }
(() => {
  const { Wrong, must, same, fromDecimal, fromBase64, parseVkey, openNote } = globalThis.receiptParts
  const NONE = 'none'

  // What the lines so far have defined: a name -> the group that has it as a member, or ''.
  class Reader {
    constructor() {
      Object.assign(this, { logs: [], witnesses: [], groups: [], quorum: null, members: new Map(), keys: [] })
    }

    async line(line) {
      must(!/[\x00-\x08\x0b-\x1f\x7f]/.test(line), 'policy_control')
      const [what, ...words] = line.split(/[ \t]+/).filter(Boolean)
      if (!what || what.startsWith('#')) return
      must(['log', 'witness', 'group', 'quorum'].includes(what), 'policy_word', { word: what })
      await this[`a_${what}`](words)
    }

    async a_log(words) {
      must([1, 2].includes(words.length), 'policy_log')
      this.logs.push(await this.key(words[0], 1))
    }

    async a_witness(words) {
      must([2, 3].includes(words.length), 'policy_witness')
      this.define(words[0])
      this.witnesses.push({ name: words[0], key: await this.key(words[1], 4) })
    }

    a_group([name, threshold, ...members]) {
      must(members.length, 'policy_group')
      const fixed = { all: members.length, any: 1 }
      const needed = fixed[threshold] ?? Number(fromDecimal(threshold))
      must(needed >= 1 && needed <= members.length, 'policy_needs', { name, has: members.length, needed })
      for (const member of members) this.join(member, name)
      this.define(name)
      this.groups.push({ name, needed, members })
    }

    a_quorum(words) {
      must(words.length === 1, 'policy_quorum')
      must(this.quorum === null, 'policy_one_quorum')
      must(words[0] === NONE || this.members.has(words[0]), 'policy_undefined', { name: words[0] })
      this.quorum = words[0]
    }

    define(name) {
      must(name !== NONE, 'policy_none')
      must(!this.members.has(name), 'policy_defined', { name })
      this.members.set(name, '')
    }

    join(member, group) {
      must(this.members.has(member), 'policy_undefined', { name: member })
      must(!this.members.get(member), 'policy_twice', { name: member, group: this.members.get(member) })
      this.members.set(member, group)
    }

    async key(text, kind) {
      const key = await parseVkey(text)
      must(key.kind === kind, 'policy_key', { name: key.name })
      must(!this.keys.some((raw) => same(raw, key.raw)), 'policy_same_key', { name: key.name })
      this.keys.push(key.raw)
      return key
    }
  }

  globalThis.readPolicy = async (text) => {
    const lines = text.split('\n')
    must(lines.pop() === '', 'no_policy', { line: lines.length + 1, why: ['policy_end', {}] })
    const reader = new Reader()
    for (const [number, line] of lines.entries()) {
      try {
        await reader.line(line)
      } catch (error) {
        throw error instanceof Wrong ? new Wrong('no_policy', { line: number + 1, why: error.answer }) : error
      }
    }
    must(reader.quorum !== null, 'no_policy', { line: lines.length, why: ['policy_no_quorum', {}] })
    return reader
  }

  // Origin of the checkpoint in a note; lines that follow the root are somebody else's business.
  const originOf = (text) => {
    const lines = text.split('\n')
    must(lines.length >= 4 && lines[0] && !lines.slice(3, -1).includes(''), 'checkpoint_form')
    fromDecimal(lines[1])
    must(fromBase64(lines[2]).length === 32, 'root_form')
    return lines[0]
  }

  globalThis.policyMet = async ({ logs, witnesses, groups, quorum }, note, key) => {
    const all = key ? [...logs, key] : logs
    const { text, signed } = await openNote(note, [...all, ...witnesses.map((each) => each.key)])
    const origin = originOf(text)
    const isBy = (each) => signed.some((own) => own.key.name === each.name && same(own.key.raw, each.raw))
    const log = all.find((each) => isBy(each) && each.name === origin)
    must(log, 'no_known_log', { origin })
    const times = new Map()
    for (const { name, key: own } of witnesses) {
      const found = signed.find((each) => each.key === own)
      if (found && found.at !== null) times.set(name, found.at)
    }
    const cosigned = witnesses.filter(({ name }) => times.has(name))
    for (const { name, needed, members } of groups) {
      const of = members.filter((member) => times.has(member)).map((member) => times.get(member))
      of.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      if (of.length >= needed) times.set(name, of[needed - 1])
    }
    const at = times.get(quorum) ?? null
    return { log, cosigned, all: witnesses.length, reached: quorum === NONE || at !== null, at }
  }
})()
