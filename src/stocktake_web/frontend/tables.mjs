// Sorts a table in place, in the order in which the server would: each row carries its number as it
// came, then its rank under each key; a long table without them is fetched in its other order.
// Without a script the headings are links that do the same.

const rankOf = (row, place) => row.dataset.places.split(',')[place]

// The own place's row is on top, in a part of its own, whatever the order.
const bodyOf = (table) => [...table.tBodies].find((part) => !part.hasAttribute('data-stocktake-pinned'))

function sortRows (body, place, descending) {
  const sign = descending ? -1 : 1
  const rows = [...body.rows].map((row) => ({
    row,
    rank: rankOf(row, place),
    number: Number(row.dataset.places.split(',')[0])
  }))
  rows.sort((a, b) => {
    if ((a.rank === '') !== (b.rank === '')) return a.rank === '' ? 1 : -1
    return sign * (Number(a.rank) - Number(b.rank)) || a.number - b.number
  })
  body.append(...rows.map(({ row }) => row))
}

async function fetchRows (table, address) {
  const response = await window.fetch(address)
  if (!response.ok) throw new Error(response.statusText)
  const page = new window.DOMParser().parseFromString(await response.text(), 'text/html')
  bodyOf(table).replaceWith(bodyOf(page.getElementById(table.id)))
}

function link (heading, param, descending) {
  const anchor = heading.querySelector('a')
  const address = new URL(anchor.href)
  const key = address.searchParams.get(param).replace(/^-/, '')
  address.searchParams.set(param, descending ? `-${key}` : key)
  anchor.href = address.search + address.hash
}

async function press (event) {
  const anchor = event.target.closest('a.stocktake-sort')
  // A click that opens another tab is left to the link.
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
  const heading = anchor.closest('th')
  const table = anchor.closest('table')
  const param = table.dataset.stocktakeSort
  const address = new URL(anchor.href)
  const descending = address.searchParams.get(param).startsWith('-')
  event.preventDefault()
  const body = bodyOf(table)
  if (body.rows[0]?.dataset.places !== undefined) sortRows(body, Number(heading.dataset.place), descending)
  else {
    try {
      await fetchRows(table, address)
    } catch {
      window.location.assign(address)
      return
    }
  }
  const headings = [...table.tHead.rows[0].cells].filter((cell) => cell.hasAttribute('aria-sort'))
  for (const other of headings) {
    const chosen = other === heading
    other.setAttribute('aria-sort', chosen ? (descending ? 'descending' : 'ascending') : 'none')
    link(other, param, chosen ? !descending : other.dataset.first === 'descending')
  }
  window.history.replaceState(null, '', address.search + window.location.hash)
  const status = document.querySelector(`[data-stocktake-sorted="${CSS.escape(table.id)}"]`)
  if (status) {
    const words = descending ? status.dataset.descending : status.dataset.ascending
    status.textContent = words.replace('%s', () => anchor.textContent)
  }
}

for (const table of document.querySelectorAll('table[data-stocktake-sort]')) {
  table.tHead.addEventListener('click', press)
}
