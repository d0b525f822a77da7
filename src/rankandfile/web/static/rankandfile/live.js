// Keeps a page that is open up to date. Without this script nothing is missing: the page is as fresh as its loading.
//
// Two kinds of page. Most hear "entry N" when the record grows: the page is fetched once more, and each piece marked
// data-live whose words have changed is put in the place of the old one. A screen in the hall hears the hall itself:
// the words that all see alike come over the stream and are put into the piece marked data-hall at once; its own
// pieces are fetched when something else is on the floor, spread over some seconds, and never while a vote is open.
//
// A piece in which somebody is typing, or which has the focus, stays until the focus leaves it; the hall's piece does
// not wait, the focus goes to where it was, and what is new is said to screen readers. A page that could not be fetched is asked for again. A stream that was
// lost comes back; one that was silent for too long, or whose phone was asleep, is opened anew and says at once how
// things stand. A vote that was sent is sent again until the server has said that it is recorded: who votes twice has
// voted once, so nothing is counted twice by that.
(() => {
  const hallAddress = document.body.dataset.hallStream
  const address = hallAddress || document.body.dataset.stream
  const pieces = () => [...document.querySelectorAll('[data-live][id]')]
  const hall = () => document.querySelector('[data-hall]')
  if (!address || !(hallAddress ? hall() : pieces().length) || !window.EventSource) return

  const SILENCE = 45000
  const served = new Map(pieces().map((piece) => [piece.id, piece.outerHTML]))
  let shown = Number(document.body.dataset.size)
  let newest = shown
  let waiting = false
  let held = false
  let failures = 0

  const put = (fresh) => {
    held = false
    for (const old of pieces()) {
      const next = fresh.getElementById(old.id)
      if (!next || next.outerHTML === served.get(old.id)) continue
      if (old.contains(document.activeElement)) {
        held = true
        continue
      }
      served.set(old.id, next.outerHTML)
      next.classList.add('fresh')
      old.replaceWith(next)
    }
  }

  const refresh = async () => {
    waiting = false
    const answer = await fetch(location.href, { headers: { 'X-Live': '1' }, credentials: 'same-origin' })
    if (answer.redirected) return
    if (!answer.ok) throw new Error(answer.status)
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    shown = Number(fresh.body.dataset.size)
    failures = 0
    put(fresh)
    if (newest > shown && !hallAddress) soon()
  }

  // A hall full of phones must not ask at the same instant, and not more often while the server is in trouble.
  const soon = (spread = 1300) => {
    if (waiting) return
    waiting = true
    setTimeout(() => refresh().catch(again), (200 + Math.random() * spread) * 2 ** failures)
  }
  const again = () => {
    failures = Math.min(failures + 1, 5)
    soon()
  }

  // The hall's own piece.
  const inside = () => hall().firstElementChild
  let phase = hallAddress && inside()?.dataset.phase
  let last = ''

  const fillIn = () => {
    const known = document.querySelector('input[name=csrfmiddlewaretoken]')
    for (const form of hall().querySelectorAll('form[method=post]')) {
      if (!known || form.elements.csrfmiddlewaretoken) continue
      form.prepend(Object.assign(document.createElement('input'), { type: 'hidden', name: known.name, value: known.value }))
    }
  }
  const putHall = (told) => {
    const place = hall()
    const focused = place.contains(document.activeElement) ? document.activeElement.id : null
    const open = [...place.querySelectorAll('details')].map((one) => one.open)
    place.innerHTML = told.html
    place.querySelectorAll('details').forEach((one, number) => { one.open = Boolean(open[number]) })
    fillIn()
    document.dispatchEvent(new Event('hall'))
    if (focused !== null) (document.getElementById(focused) || place).focus()
    if (told.phase === phase) return
    phase = told.phase
    const aloud = document.getElementById('told')
    if (aloud) aloud.textContent = inside()?.dataset.told || ''
    const spread = Number(inside()?.dataset.spread || 1)
    const voting = inside()?.hasAttribute('data-voting')
    if (pieces().length && (!voting || spread < 3)) soon(spread * 1000)
    const sent = document.getElementById('sent')
    if (sent) sent.hidden = true
  }

  // What is put in the place of a button between its being pressed and let go would swallow the click: a vote that its
  // voter believes to be cast. So the hall waits until the finger is off, and the click has come.
  let pressed = false
  let heardMeanwhile = null
  const hallSays = (told) => {
    if (pressed) heardMeanwhile = told
    else putHall(told)
  }
  const letGo = () => {
    pressed = false
    const told = heardMeanwhile
    heardMeanwhile = null
    if (told) putHall(told)
  }
  document.addEventListener('pointerdown', (event) => { pressed = Boolean(hall()?.contains(event.target)) })
  for (const name of ['pointerup', 'pointercancel']) document.addEventListener(name, () => setTimeout(letGo, 100))

  // A browser opens a broken stream again by itself, but gives up after an answer that is no stream.
  let stream
  let heard = Date.now()
  const listen = () => {
    stream?.close()
    heard = Date.now()
    const mine = new EventSource(hallAddress && last ? `${address}&last=${last}` : address)
    stream = mine
    const hears = (name, what) => mine.addEventListener(name, (event) => {
      heard = Date.now()
      what?.(event)
    })
    hears('open')
    hears('here')
    hears('entry', (event) => {
      newest = Number(event.data)
      if (newest > shown && !document.hidden) soon()
    })
    hears('hall', (event) => {
      last = event.lastEventId
      hallSays(JSON.parse(event.data))
    })
    mine.addEventListener('error', () => {
      if (mine !== stream || mine.readyState !== EventSource.CLOSED) return
      setTimeout(() => mine === stream && listen(), 3000 + Math.random() * 3000)
    })
  }
  if (hallAddress) fillIn()
  listen()

  // A phone that slept does not know that its stream has gone.
  let hidden = 0
  const awake = () => {
    if (Date.now() - Math.max(hidden, heard - 5000) > 5000 || stream.readyState !== EventSource.OPEN) listen()
    if (newest > shown || hallAddress) soon()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hidden = Date.now()
    else awake()
  })
  window.addEventListener('pageshow', (event) => event.persisted && awake())
  window.addEventListener('online', listen)
  setInterval(() => Date.now() - heard > SILENCE && !document.hidden && listen(), 5000)
  document.addEventListener('focusout', () => {
    if (held) soon()
  })

  // A vote, and whatever else is sent from the hall's piece, goes without leaving the page, one after the other.
  const told = document.getElementById('sent')
  let wanted = null
  let sending = false
  const say = (words) => {
    if (told.textContent !== words) told.textContent = words
    told.hidden = false
  }
  const send = async () => {
    if (sending || !wanted) return
    sending = true
    const { url, body } = wanted
    try {
      const answer = await fetch(url, {
        method: 'POST', body, headers: { 'X-Live': '1' }, credentials: 'same-origin', signal: AbortSignal.timeout?.(15000),
      })
      if (answer.status >= 500) throw new Error(answer.status)
      const said = await answer.json()
      if (wanted.body === body) wanted = null
      say(said.words)
    } catch (trouble) {
      say(told.dataset.again)
      await new Promise((done) => setTimeout(done, 700 + Math.random() * 1500))
    }
    sending = false
    send()
  }
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!told || !form.matches('[data-vote]')) return
    event.preventDefault()
    wanted = { url: form.action, body: new URLSearchParams(new FormData(form, event.submitter)) }
    say(told.dataset.sending)
    send()
  })
})()
