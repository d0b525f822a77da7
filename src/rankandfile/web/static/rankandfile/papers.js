// Counts the words under a text while it is typed. Without this script the server counts when the text is checked.
(() => {
  for (const area of document.querySelectorAll('textarea[data-words]')) {
    const limit = Number(area.dataset.words)
    const told = document.createElement('p')
    told.className = 'words'
    told.setAttribute('aria-live', 'polite')
    area.after(told)
    const count = () => {
      const words = area.value.split(/\s+/).filter(Boolean).length
      told.textContent = limit ? `${words} / ${limit}` : String(words)
      told.classList.toggle('over', limit > 0 && words > limit)
    }
    area.addEventListener('input', count)
    count()
  }
})()
