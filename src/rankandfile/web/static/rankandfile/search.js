// Shows what is found while words are typed. Without this script the button searches, and the page is the same.
(() => {
  const form = document.getElementById('search-form')
  const words = document.getElementById('words')
  let waiting, running
  const look = async () => {
    running?.abort()
    running = new AbortController()
    const address = '?' + new URLSearchParams(new FormData(form))
    try {
      const answer = await fetch(address, { signal: running.signal, credentials: 'same-origin' })
      const found = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('found')
      if (!answer.ok || !found) return
      document.getElementById('found').replaceChildren(...found.childNodes)
      history.replaceState(null, '', address)
    } catch (error) {
      if (error.name !== 'AbortError') form.dataset.failed = 'yes'
    }
  }
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(look, 150)
  }
  words.addEventListener('input', soon)
  form.addEventListener('change', soon)
})()
