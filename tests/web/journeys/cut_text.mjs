// Run in a page: what is wider than the window, and text that an element cuts off.
() => {
  const unseen = '.govuk-visually-hidden, .govuk-skip-link, svg, select, [hidden]'
  const scrolled = '.stocktake-scroll, .stocktake-figure'
  const window_width = document.documentElement.clientWidth
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className}`
  const text = (element) => element.textContent.trim().slice(0, 40)
  const faults = []
  if (document.documentElement.scrollWidth > window_width) {
    faults.push(`the page is ${document.documentElement.scrollWidth} pixels wide`)
  }
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element)
    const box = element.getBoundingClientRect()
    if (element.closest(unseen) || style.visibility === 'hidden' || !box.width || !box.height) continue
    const clips = ['hidden', 'clip'].includes(style.overflowX) || style.textOverflow === 'ellipsis'
    if (clips && element.scrollWidth > element.clientWidth + 1 && text(element)) {
      faults.push(`${name(element)} cuts its text: ${text(element)}`)
    }
    const holdsText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    if (holdsText && !element.closest(scrolled) && box.right > window_width + 1) {
      faults.push(`${name(element)} ends at ${Math.round(box.right)}: ${text(element)}`)
    }
  }
  return faults.slice(0, 5)
}
