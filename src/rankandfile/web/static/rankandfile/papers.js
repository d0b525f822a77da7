// Counts the words under a text while it is typed. Without this script the server counts when the text is checked.
(() => {
  // The same count as the server's (core/text.py): a run of letters for each 30 begun, signs of scripts without spaces for more.
  const ROOM = 30
  const HAN = /[\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu
  const THAI = /[\u0e00-\u109f\u1780-\u17ff]/gu
  const room = run => [...run].length + 14 * (run.match(HAN) ?? []).length + 5 * (run.match(THAI) ?? []).length
  const counted = text => text.split(/\s+/).filter(Boolean).reduce((sum, run) => sum + Math.ceil(room(run) / ROOM), 0)

  for (const area of document.querySelectorAll('textarea[data-words]')) {
    const told = document.createElement('p')
    told.className = 'words'
    told.setAttribute('aria-live', 'polite')
    area.after(told)
    const count = () => {
      const limit = Number(area.dataset.words)
      const words = counted(area.value)
      const sentence = limit ? area.dataset.toldLimit : area.dataset.told
      told.textContent = sentence.replace('{n}', words).replace('{limit}', limit)
      told.classList.toggle('over', limit > 0 && words > limit)
    }
    area.addEventListener('input', count)
    count()
  }
})()
