// Keeps a page that is open up to date. Without this script nothing is missing: the page is as fresh as its loading.
//
// The stream says "entry N" when the record grows. Then this page is fetched once more, and each piece marked
// data-live whose words have changed is put in the place of the old one. A piece in which somebody is typing, or which
// has the focus, stays as it is.
(() => {
  const address = document.body.dataset.stream
  const pieces = () => [...document.querySelectorAll('[data-live][id]')]
  if (!address || !pieces().length || !window.EventSource) return

  let shown = Number(document.body.dataset.size)
  let newest = shown
  let waiting = false

  const refresh = async () => {
    waiting = false
    const answer = await fetch(location.href, { headers: { 'X-Live': '1' }, credentials: 'same-origin' })
    if (!answer.ok || answer.redirected) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    shown = Number(fresh.body.dataset.size)
    for (const old of pieces()) {
      const next = fresh.getElementById(old.id)
      if (!next || next.innerHTML === old.innerHTML || old.contains(document.activeElement)) continue
      next.classList.add('fresh')
      old.replaceWith(next)
    }
    if (newest > shown) soon()
  }

  // A hall full of phones must not ask at the same instant.
  const soon = () => {
    if (waiting) return
    waiting = true
    setTimeout(() => refresh().catch(() => {}), 200 + Math.random() * 1300)
  }

  new EventSource(address).addEventListener('entry', (event) => {
    newest = Number(event.data)
    if (newest > shown && !document.hidden) soon()
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && newest > shown) soon()
  })
})()
