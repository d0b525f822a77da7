// Counts down to the hours on a page. Without this script the hour stands there alone.
//
// Each <span data-until> says when, and the page what the server's clock said when it was made: the clock of this
// machine may be wrong, and a demonstration has a clock of its own. What is more than a day away is not counted down.
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
    for (const span of document.querySelectorAll('[data-until]')) {
      const left = Math.max(0, Math.round(Number(span.dataset.until) - (Date.now() + ahead) / 1000))
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
