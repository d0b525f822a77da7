// Counts down to the hours on a page. Without this script the hour stands there alone.
//
// Each <span data-until> says when, and the page what the server's clock said when it was made: the clock of this
// machine may be wrong, and a demonstration has a clock of its own. What is more than a day away is not counted down.
// A clock that stands has the hour at which it runs again (data-from); what said so goes then (data-gone).
(() => {
  const ahead = Number(document.querySelector('[data-now]')?.dataset.now) * 1000 - Date.now()
  const A_DAY = 86400
  const two = (number) => String(number).padStart(2, '0')

  const told = (seconds) => {
    const hours = Math.floor(seconds / 3600)
    const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    return hours ? `${hours}:${rest}` : rest
  }
  const count = () => {
    const now = (Date.now() + ahead) / 1000
    for (const told of document.querySelectorAll('[data-gone]')) told.hidden = now >= Number(told.dataset.gone)
    for (const span of document.querySelectorAll('[data-until]')) {
      const begins = Math.max(now, Number(span.dataset.from || 0))
      const left = Math.max(0, Math.round(Number(span.dataset.until) - begins))
      span.hidden = left > A_DAY
      const over = left === 0 && span.dataset.over
      span.classList.toggle('over', Boolean(over))
      span.textContent = over || span.dataset.told.replace('{time}', `\u2066${told(left)}\u2069`)
    }
  }
  setInterval(count, 1000)
  document.addEventListener('hall', count)
  count()
})()
