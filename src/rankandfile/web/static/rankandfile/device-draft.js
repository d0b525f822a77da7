// Keeps a text that is being written in this browser, until it is handed in or removed. It goes nowhere from here.
(() => {
  const BEGINS = 'rankandfile-draft:'
  const TEXTS = ['title', 'synopsis', 'text', 'rulebook']
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
  const key = BEGINS + location.pathname

  // A receipt is shown: what was being handed in is in the record.
  if (document.querySelector('.receipt')) {
    for (const each of Object.keys(store)) {
      if (each.startsWith(BEGINS) && read(each)?.sent) store.removeItem(each)
    }
  }

  // The last look before a text is handed in.
  const confirm = document.querySelector('button[name="checked"]')
  if (confirm) {
    confirm.form.addEventListener('submit', () => {
      const kept = read(key)
      if (kept) write(key, { ...kept, sent: true })
    })
  }

  const offer = document.getElementById('device-draft')
  const words = document.getElementById('device-words')
  if (!offer || !words) return
  const form = words.closest('form')
  const fields = () => TEXTS.map((name) => form.elements[name]).filter((field) => field && field.value !== undefined)
  const remove = () => {
    store.removeItem(key)
    offer.hidden = words.hidden = true
  }
  const keep = () => {
    const texts = Object.fromEntries(fields().map((field) => [field.name, field.value]))
    write(key, { owner: offer.dataset.owner, at: Date.now(), texts })
    words.hidden = false
  }
  const before = new Map(fields().map((field) => [field.name, field.defaultValue]))
  const kept = read(key)
  if (kept && kept.owner === offer.dataset.owner && kept.texts?.text && kept.texts.text !== form.elements.text.value) {
    const title = kept.texts.title ? `${kept.texts.title}, ` : ''
    offer.querySelector('[data-when]').textContent = title + new Date(kept.at).toLocaleString(document.documentElement.lang)
    offer.hidden = false
  }
  for (const button of document.querySelectorAll('[data-remove]')) button.addEventListener('click', remove)
  offer.querySelector('[data-put]').addEventListener('click', () => {
    for (const field of fields()) {
      if (kept.texts[field.name] === undefined) continue
      field.value = kept.texts[field.name]
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    offer.hidden = true
    form.elements.text.focus()
  })
  let waiting = 0
  form.addEventListener('input', (event) => {
    if (!TEXTS.includes(event.target.name) || fields().every((field) => field.value === before.get(field.name))) return
    clearTimeout(waiting)
    waiting = setTimeout(keep, 400)
  })
  form.addEventListener('submit', () => {
    if (waiting) {
      clearTimeout(waiting)
      keep()
    }
  })
})()
