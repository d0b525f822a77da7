// Counts the words under a text while it is typed. Without this script the server counts when the text is checked.
(() => {
  for (const area of document.querySelectorAll('textarea[data-words]')) {
    const told = document.createElement('p')
    told.className = 'words'
    told.setAttribute('aria-live', 'polite')
    area.after(told)
    const count = () => {
      const limit = Number(area.dataset.words)
      const words = area.value.split(/\s+/).filter(Boolean).length
      const sentence = limit ? area.dataset.toldLimit : area.dataset.told
      told.textContent = sentence.replace('{n}', words).replace('{limit}', limit)
      told.classList.toggle('over', limit > 0 && words > limit)
    }
    area.addEventListener('input', count)
    count()
  }
})()
