// What JavaScript adds to a chart: under the pointer, a finger or the arrow keys it says the figure,
// its year and what else is known; it copies the picture. The table says all of it without a script.

const SVG = 'http://www.w3.org/2000/svg'
const NEAR = 48
const MARKS = '[data-words], [data-tile]'
const COPY_SCALE = 2

class Chart {
  constructor (figure) {
    this.figure = figure
    this.frame = figure.querySelector('[data-stocktake-drawings]')
    this.words = figure.querySelector('[data-stocktake-words]')
    if (!this.frame || !this.words) return
    const links = this.frame.querySelector('svg a')
    if (this.marks().length && !links) {
      this.frame.tabIndex = 0
      this.frame.setAttribute('role', 'group')
      this.frame.setAttribute('aria-label', this.frame.dataset.hint)
    }
    this.frame.addEventListener('pointermove', (event) => this.point(event))
    this.frame.addEventListener('pointerdown', (event) => this.point(event))
    this.frame.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'mouse') this.show(null)
    })
    this.frame.addEventListener('keydown', (event) => this.press(event))
    this.frame.addEventListener('focusin', (event) => {
      const mark = event.target.closest(MARKS)
      if (mark && event.target !== this.frame) this.show(mark)
    })
    this.frame.addEventListener('focusout', () => this.show(null))
    this.links = links ? [...this.frame.querySelectorAll('svg a')] : []
    this.rove(this.links.find((link) => 'chosen' in link.dataset) || this.links[0])
    this.copyButton()
  }

  // The drawing that the page's width shows.
  svg () {
    return [...this.frame.querySelectorAll('svg')].find((svg) => svg.getBoundingClientRect().width)
  }

  marks () {
    return [...(this.svg()?.querySelectorAll(MARKS) ?? [])]
  }

  middle (mark) {
    const box = mark.getBoundingClientRect()
    return [box.x + box.width / 2, box.y + box.height / 2]
  }

  point (event) {
    const over = event.target.closest(MARKS)
    if (over) return this.show(over)
    let nearest = null
    let distance = NEAR
    for (const mark of this.marks()) {
      const [x, y] = this.middle(mark)
      const gap = Math.hypot(x - event.clientX, y - event.clientY)
      if (gap < distance) [nearest, distance] = [mark, gap]
    }
    this.show(nearest)
  }

  press (event) {
    const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }
    if (event.key === 'Escape') return this.show(null)
    if (!(event.key in steps)) return
    event.preventDefault()
    const marks = this.marks()
    const current = marks.includes(this.current) ? this.current : null
    const next = current ? this.beyond(marks, current, steps[event.key]) : marks.find((mark) => 'chosen' in mark.dataset) || marks.at(-1)
    if (!next) return
    const link = next.closest('a')
    this.show(next)
    if (link) {
      this.rove(link)
      link.focus()
    }
  }

  // The nearest mark in a direction: along it counts once, aside of it three times.
  beyond (marks, from, [across, down]) {
    const [x, y] = this.middle(from)
    let best = null
    let least = Infinity
    for (const mark of marks) {
      const [a, b] = this.middle(mark)
      const along = (a - x) * across + (b - y) * down
      const aside = Math.abs((a - x) * down) + Math.abs((b - y) * across)
      if (along > 0.5 && along + 3 * aside < least) [best, least] = [mark, along + 3 * aside]
    }
    return best
  }

  // One stop of the tab key for all of a drawing's links; the arrow keys move among them.
  rove (link) {
    for (const other of this.links) other.tabIndex = other === link ? 0 : -1
  }

  show (mark) {
    if (mark === this.current) return
    this.current?.classList.remove('stocktake-mark')
    this.current = mark
    mark?.classList.add('stocktake-mark')
    this.highlight(mark?.dataset.place)
    this.words.hidden = false
    this.words.textContent = mark ? mark.dataset.words ?? mark.querySelector('title').textContent : ''
  }

  // The same place elsewhere on the page: in another chart, in a table.
  highlight (place) {
    for (const other of document.querySelectorAll('.stocktake-place')) other.classList.remove('stocktake-place')
    if (!place) return
    for (const other of document.querySelectorAll(`[data-place="${CSS.escape(place)}"]`)) other.classList.add('stocktake-place')
  }

  copyButton () {
    const button = this.figure.querySelector('[data-stocktake-copy]')
    if (!button || !window.ClipboardItem || !navigator.clipboard?.write) return
    button.hidden = false
    button.addEventListener('click', async () => {
      this.words.hidden = false
      try {
        await navigator.clipboard.write([new window.ClipboardItem({ 'image/png': this.picture() })])
        this.words.textContent = button.dataset.done
      } catch {
        this.words.textContent = button.dataset.failed
      }
    })
  }

  // The drawing under its title, with its source, as it is pasted elsewhere.
  async picture () {
    const [image, width, height] = this.image()
    await image.decode()
    const canvas = document.createElement('canvas')
    const pen = canvas.getContext('2d')
    const title = this.lines(pen, 'bold 16px Arial, sans-serif', this.figure.querySelector('figcaption p')?.textContent ?? '', width - 20)
    const source = this.lines(pen, '11px Arial, sans-serif', this.figure.querySelector('[data-stocktake-cite]')?.textContent ?? '', width - 20)
    const head = title.length * 20 + 14
    canvas.width = width * COPY_SCALE
    canvas.height = (head + height + source.length * 14 + 12) * COPY_SCALE
    pen.scale(COPY_SCALE, COPY_SCALE)
    pen.fillStyle = '#fff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.fillStyle = '#0b0c0c'
    pen.font = 'bold 16px Arial, sans-serif'
    title.forEach((line, at) => pen.fillText(line, 10, 22 + at * 20))
    pen.drawImage(image, 0, head, width, height)
    pen.font = '11px Arial, sans-serif'
    source.forEach((line, at) => pen.fillText(line, 10, head + height + 14 + at * 14))
    return new Promise((resolve, reject) => canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error('no picture')), 'image/png'))
  }

  // The drawing as an image, and its size: a stored drawing is one already.
  image () {
    const svg = this.svg()
    const stored = this.frame.querySelector('img')
    if (!svg) return [stored, stored.naturalWidth, stored.naturalHeight]
    const { width, height } = svg.viewBox.baseVal
    const copy = svg.cloneNode(true)
    copy.setAttribute('xmlns', SVG)
    copy.setAttribute('width', width)
    copy.setAttribute('height', height)
    const image = new window.Image()
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new window.XMLSerializer().serializeToString(copy))}`
    return [image, width, height]
  }

  lines (pen, font, text, width) {
    pen.font = font
    const lines = []
    for (const word of text.trim().split(/\s+/).filter(Boolean)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word
      if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer
      else lines.push(word)
    }
    return lines
  }
}

for (const figure of document.querySelectorAll('[data-stocktake-chart]')) new Chart(figure)
