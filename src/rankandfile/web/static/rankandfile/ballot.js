// Puts candidates in the order of the numbers, with buttons to move each up or down. Without this script the numbers
// are chosen one by one, and the ballot is the same.
(() => {
  const selects = [...document.querySelectorAll('select[name^="rank-"]')]
  if (selects.length < 2) return
  const form = selects[0].form
  const ranked = () => selects.filter((s) => s.value).sort((a, b) => a.value - b.value)
  const write = (order) => {
    for (const select of selects) select.value = ''
    order.forEach((select, place) => { select.value = String(place + 1) })
  }
  const move = (select, by) => {
    const order = ranked()
    const from = order.indexOf(select)
    if (from < 0) {
      order.push(select)
    } else {
      const to = from + by
      if (to < 0) return
      order.splice(from, 1)
      if (to <= order.length) order.splice(to, 0, select)
    }
    write(order)
  }
  for (const select of selects) {
    const label = document.querySelector(`label[for="${select.id}"]`)
    const name = label.textContent.trim()
    const box = document.createElement('span')
    box.className = 'moves'
    for (const [sign, by, words] of [['▲', -1, form.dataset.up], ['▼', 1, form.dataset.down]]) {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = sign
      button.setAttribute('aria-label', `${words}: ${name}`)
      button.addEventListener('click', () => move(select, by))
      box.append(button)
    }
    label.after(box)
  }
})()
