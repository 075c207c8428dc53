// Filters the rows of tables as one types, by the beginnings of words in its texts, as the server does.

const wordsOf = (text) => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f'\u2019]/g, '')
  .match(/[a-z0-9]+/g) || []

function textOf (row) {
  // Figures and pictures have no words to filter by.
  const cells = [...row.cells].filter((cell) => !cell.matches('.n, .explorer-picture'))
  return cells.map((cell) => cell.textContent).join(' ')
}

function filterRows (form, tables, input) {
  const asked = wordsOf(input.value)
  let shown = 0
  let all = 0
  for (const table of tables) {
    const before = shown
    for (const body of table.tBodies) {
      for (const row of body.rows) {
        const words = wordsOf(textOf(row))
        const fits = asked.every((start) => words.some((word) => word.startsWith(start)))
        row.hidden = !fits && !body.hasAttribute('data-stocktake-pinned')
        shown += fits ? 1 : 0
        all += 1
      }
    }
    // A part of the page that is there for a table goes with its last row.
    const part = table.closest('[data-stocktake-part]')
    if (part) part.hidden = shown === before
  }
  const text = asked.length === 0 ? form.dataset.all : shown ? form.dataset.some : form.dataset.none
  form.querySelector('[role="status"]').textContent = text.replace('%s', shown).replace('%n', all)
  const address = new URL(window.location)
  if (input.value) address.searchParams.set(input.name, input.value)
  else address.searchParams.delete(input.name)
  window.history.replaceState(null, '', address)
  // A sort on the server afterwards keeps what is filtered by.
  for (const link of tables.flatMap((table) => [...table.querySelectorAll('a.stocktake-sort')])) {
    const target = new URL(link.href)
    if (input.value) target.searchParams.set(input.name, input.value)
    else target.searchParams.delete(input.name)
    link.href = target.search + target.hash
  }
}

for (const form of document.querySelectorAll('form[data-stocktake-filter]')) {
  const tables = form.dataset.stocktakeFilter.split(' ').map((id) => document.getElementById(id)).filter(Boolean)
  const input = form.querySelector('input[type="search"]')
  if (tables.length && input) {
    input.addEventListener('input', () => filterRows(form, tables, input))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      filterRows(form, tables, input)
    })
  }
}
