// Keeps a text that is being written in this browser, until it is handed in or removed. It goes nowhere from here.
(() => {
  const BEGINS = 'rankandfile-draft:'
  const MOST = 5
  const TEXTS = ['title', 'synopsis', 'text', 'rulebook', 'reason']
  let store
  try {
    store = window.localStorage
  } catch {
    return
  }
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key))
    } catch {
      return null
    }
  }
  const write = (key, value) => {
    try {
      store.setItem(key, JSON.stringify(value))
    } catch {
      // The browser has no room for it, or keeps nothing: the text is in the form all the same.
    }
  }
  const page = BEGINS + location.pathname
  const key = `${page}?${new URLSearchParams(location.search).get('line') ?? ''}`

  // A receipt is shown: what was being handed in is in the record.
  if (document.querySelector('.receipt')) {
    for (const each of Object.keys(store)) {
      if (each.startsWith(BEGINS) && read(each)?.sent) store.removeItem(each)
    }
  }

  // Each text has a place of its own, so that a new one takes nothing from one that waits to be put in again.
  const kept = (begins = `${key}#`) =>
    Object.keys(store)
      .filter((each) => each.startsWith(begins))
      .map((each) => ({ key: each, ...read(each) }))
      .sort((a, b) => b.at - a.at)

  // The last look before a text is handed in.
  const confirm = document.querySelector('button[name="checked"]')
  if (confirm) {
    const text = confirm.form.elements.text?.value
    confirm.form.addEventListener('submit', () => {
      for (const each of kept(page)) if (each.texts?.text === text) write(each.key, { ...each, sent: true })
    })
  }

  const offer = document.getElementById('device-draft')
  const words = document.getElementById('device-words')
  if (!offer || !words) return
  const form = words.closest('form')
  const fields = () => TEXTS.map((name) => form.elements[name]).filter((field) => field && field.value !== undefined)
  const mine = (each) => each.owner === offer.dataset.owner && each.texts
  const stands = (each) => fields().every((field) => each.texts[field.name] === field.value)
  let own = kept().find((each) => mine(each) && stands(each))?.key
  own ??= `${key}#${Date.now()}`
  let offered
  const show = () => {
    offered = kept().find((each) => mine(each) && each.key !== own && !stands(each))
    offer.hidden = !offered
    if (!offered) return
    const title = offered.texts.title ? `${offered.texts.title}, ` : ''
    const when = new Date(offered.at).toLocaleString(document.documentElement.lang)
    offer.querySelector('[data-when]').textContent = title + when
  }
  let waiting = 0
  const keep = () => {
    waiting = 0
    const texts = Object.fromEntries(fields().map((field) => [field.name, field.value]))
    if (!Object.values(texts).some(Boolean)) return
    write(own, { owner: offer.dataset.owner, at: Date.now(), texts })
    for (const old of kept().slice(MOST)) store.removeItem(old.key)
    words.hidden = false
  }
  const before = new Map(fields().map((field) => [field.name, field.defaultValue]))
  words.hidden = !store.getItem(own)
  show()
  words.querySelector('[data-remove]').addEventListener('click', () => {
    clearTimeout(waiting)
    waiting = 0
    store.removeItem(own)
    words.hidden = true
  })
  offer.querySelector('[data-remove]').addEventListener('click', () => {
    store.removeItem(offered.key)
    show()
  })
  offer.querySelector('[data-put]').addEventListener('click', () => {
    const { key: place, texts } = offered
    own = place
    for (const field of fields()) {
      if (texts[field.name] === undefined) continue
      field.value = texts[field.name]
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    show()
    form.elements.text.focus()
  })
  form.addEventListener('input', (event) => {
    if (!TEXTS.includes(event.target.name) || fields().every((field) => field.value === before.get(field.name))) return
    clearTimeout(waiting)
    waiting = setTimeout(keep, 400)
  })
  // What was typed in the last moment before the page is left is kept too.
  const keepNow = () => {
    if (!waiting) return
    clearTimeout(waiting)
    keep()
  }
  form.addEventListener('submit', keepNow)
  window.addEventListener('pagehide', keepNow)
})()
