// One key for each step on the chair's screen: the numbers 1 to 9 press the buttons of "what you can do", in their
// order. Off until the chair asks for it on this device, because a key that is hit by accident must do nothing. Without
// this script every step is a button all the same.
(() => {
  const box = document.getElementById('keys')
  const NAME = 'chair-keys'
  const STEPS = '.main-act button, .main-act a, section:first-of-type li > a, section:first-of-type li > form button'
  const steps = () => [...document.querySelectorAll('#rail')].flatMap((rail) => [...rail.querySelectorAll(STEPS)]).slice(0, 9)
  if (!box) return

  const remembered = () => {
    try { return localStorage.getItem(NAME) === 'on' } catch { return false }
  }
  const remember = () => {
    try { localStorage.setItem(NAME, box.checked ? 'on' : 'off') } catch { /* a browser that keeps nothing */ }
  }
  const number = () => {
    for (const old of document.querySelectorAll('#rail kbd')) old.remove()
    for (const [place, step] of steps().entries()) {
      if (!box.checked) step.removeAttribute('aria-keyshortcuts')
      else {
        step.setAttribute('aria-keyshortcuts', String(place + 1))
        step.prepend(Object.assign(document.createElement('kbd'), { textContent: String(place + 1) }))
      }
    }
  }

  box.closest('[hidden]')?.removeAttribute('hidden')
  box.checked = remembered()
  number()
  box.addEventListener('change', () => {
    remember()
    number()
  })
  const seen = document.getElementById('rail')?.parentElement
  if (seen) new MutationObserver(number).observe(seen, { childList: true })
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')
    if (!box.checked || typing || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return
    const step = /^[1-9]$/.test(event.key) ? steps()[Number(event.key) - 1] : null
    if (!step) return
    event.preventDefault()
    step.click()
  })
})()
