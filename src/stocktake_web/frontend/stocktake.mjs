// What JavaScript adds. Every page works without it.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll
} from 'govuk-frontend/dist/govuk/all.mjs'
import './charts.mjs'
import './filters.mjs'
import './tables.mjs'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink
]) {
  createAll(component)
}

for (const button of document.querySelectorAll('[data-stocktake-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
