// The form of the page that checks a receipt, and what it answers. Texts go in as text, never as markup.
(() => {
  const LARGEST = 4 * 1024 * 1024
  const byId = (id) => document.getElementById(id)
  const words = globalThis.receiptWords
  const english = { title: words.en.title }
  for (const node of document.querySelectorAll('[data-word]')) english[node.dataset.word] ??= node.textContent
  let language = 'en'
  let shown = null

  const said = (answer) => {
    if (!Array.isArray(answer)) return String(answer)
    const [name, values] = answer
    const sentence = words[language][name] ?? words.en[name]
    // What is filled in keeps its own direction where the sentence runs from right to left.
    const [open, close] = language === 'en' ? ['', ''] : ['\u2068', '\u2069']
    return sentence.replace(/\{(\w+)\}/g, (_all, field) => open + said(values[field]) + close)
  }
  globalThis.receiptSentence = said

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name)
    if (text) made.textContent = text
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return made
  }
  const listOf = (heading, answers, outcome) => {
    if (!answers.length) return
    outcome.append(element('h3', said([heading, {}])))
    const list = element('ul')
    for (const answer of answers) list.append(element('li', said(answer)))
    outcome.append(list)
  }

  const complain = (sentence, field) => {
    shown = () => {
      const outcome = byId('outcome')
      outcome.replaceChildren(element('div', '', { class: 'refusal' }))
      outcome.firstChild.append(element('p', said([sentence, {}])))
      outcome.hidden = false
    }
    shown()
    ;(field || byId('outcome')).focus()
  }
  const show = (found) => {
    shown = () => {
      const outcome = byId('outcome')
      const holds = !found.findings.length
      const verdict = element('h2')
      verdict.append(element('span', said([holds ? 'holds' : 'fails', {}]), { class: `signal ${holds ? 'good' : 'late'}` }))
      outcome.replaceChildren(verdict)
      listOf('wrong', found.findings, outcome)
      listOf('stage', found.staged, outcome)
      listOf('proved', found.proved, outcome)
      for (const { slot, value } of found.texts) {
        const details = element('details')
        const paper = element('div', '', { class: 'text', dir: 'auto' })
        for (const line of value.split('\n')) paper.append(element('p', line))
        details.append(element('summary', said(['text', { slot }])), paper)
        outcome.append(details)
      }
      listOf('signatures', found.signatures, outcome)
      listOf('not_proved', found.notProved, outcome)
      outcome.hidden = false
    }
    shown()
    byId('outcome').focus()
  }

  byId('check').addEventListener('submit', async (event) => {
    event.preventDefault()
    const file = byId('file').files[0]
    const policy = byId('policy').files[0]
    const key = byId('key').value.trim()
    if (!file) return complain('no_file', byId('file'))
    if (!key && !policy) return complain('no_key', byId('key'))
    if (file.size > LARGEST || policy?.size > LARGEST) return complain('too_large', byId('file'))
    if (!(await globalThis.canCheckReceipts())) return complain('no_ed25519')
    const witnesses = byId('witnesses').value.split(/\s+/).filter(Boolean)
    const kept = policy ? await policy.text() : ''
    return show(await globalThis.checkReceipt(await file.text(), key, witnesses, kept))
  })

  const speak = () => {
    const asked = location.hash.slice(1)
    language = asked in words ? asked : navigator.language.startsWith('ar') ? 'ar' : 'en'
    document.documentElement.lang = language
    document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
    for (const node of document.querySelectorAll('[data-word]')) {
      node.textContent = words[language][node.dataset.word] ?? english[node.dataset.word]
    }
    document.title = words[language].title
    if (shown) shown()
  }
  addEventListener('hashchange', () => location.hash !== '#content' && speak())
  speak()
})()
