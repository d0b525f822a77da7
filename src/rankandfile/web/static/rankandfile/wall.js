// The wall of the hall: a text that is longer than the wall is turned like pages, so that all of it is read in turn.
//
// Without this script the text can be scrolled by hand. Where the same text comes again, because somebody has come in
// or voted, the page that is shown stays; another text begins at its first page.
(() => {
  const EACH = 12000
  let title = ''
  let top = 0

  const text = () => document.querySelector('[data-turn]')
  const turn = () => {
    const own = text()
    if (!own) return
    const page = own.clientHeight * 0.9
    const isLast = own.scrollTop + own.clientHeight >= own.scrollHeight - 2
    top = isLast ? 0 : own.scrollTop + page
    own.scrollTop = top
  }
  const keep = () => {
    const now = text()?.querySelector('h1')?.textContent || ''
    if (now === title) text().scrollTop = top
    else top = 0
    title = now
  }
  document.addEventListener('hall', keep)
  keep()
  setInterval(turn, EACH)
})()
