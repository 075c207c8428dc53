// Run in a page: begins every text with a long word, as a name, a title or a comment may.
() => {
  const word = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch'
  const ours = 'svg, select, script, .govuk-visually-hidden, .govuk-skip-link, .explorer-strip'
  let count = 0
  for (const element of document.body.querySelectorAll('*')) {
    if (element.closest(ours)) continue
    for (const node of element.childNodes) {
      if (node.nodeType === 3 && node.textContent.trim()) {
        node.textContent = `${word} ${node.textContent}`
        count += 1
      }
    }
  }
  return count
}
