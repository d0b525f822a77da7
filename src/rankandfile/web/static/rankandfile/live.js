// Keeps a page that is open up to date. Without this script nothing is missing: the page is as fresh as its loading.
//
// The stream says "entry N" when the record grows. Then this page is fetched once more, and each piece marked
// data-live whose words have changed is put in the place of the old one. A piece in which somebody is typing, or which
// has the focus, stays as it is until the focus leaves it. A page that could not be fetched is asked for again; a
// stream that was lost comes back, and says at once how far the record has grown meanwhile.
(() => {
  const address = document.body.dataset.stream
  const pieces = () => [...document.querySelectorAll('[data-live][id]')]
  if (!address || !pieces().length || !window.EventSource) return

  const served = new Map(pieces().map((piece) => [piece.id, piece.innerHTML]))
  let shown = Number(document.body.dataset.size)
  let newest = shown
  let waiting = false
  let held = false
  let failures = 0

  const put = (fresh) => {
    held = false
    for (const old of pieces()) {
      const next = fresh.getElementById(old.id)
      if (!next || next.innerHTML === served.get(old.id)) continue
      if (old.contains(document.activeElement)) {
        held = true
        continue
      }
      served.set(old.id, next.innerHTML)
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
    if (newest > shown) soon()
  }

  // A hall full of phones must not ask at the same instant, and not more often while the server is in trouble.
  const soon = () => {
    if (waiting) return
    waiting = true
    setTimeout(() => refresh().catch(again), (200 + Math.random() * 1300) * 2 ** failures)
  }
  const again = () => {
    failures = Math.min(failures + 1, 5)
    soon()
  }

  // A browser opens a broken stream again by itself, but gives up after an answer that is no stream.
  const listen = () => {
    const stream = new EventSource(address)
    stream.addEventListener('entry', (event) => {
      newest = Number(event.data)
      if (newest > shown && !document.hidden) soon()
    })
    stream.addEventListener('error', () => {
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000 + Math.random() * 3000)
    })
  }
  listen()

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && newest > shown) soon()
  })
  document.addEventListener('focusout', () => {
    if (held) soon()
  })
})()
