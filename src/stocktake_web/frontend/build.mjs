// Builds ../static/stocktake/app.css and app.js from GOV.UK Frontend and our own few rules.
// An app's styles.scss and script.mjs, where it has them, are taken in.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compileString } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const web = dirname(here)
const out = join(web, 'static', 'stocktake')
const apps = ['accounts', 'audit', 'plans', 'boards', 'explorer', 'public', 'api', 'installation']
const own = (name) => apps.filter((app) => existsSync(join(web, app, name)))

mkdirSync(out, { recursive: true })

const sheets = own('styles.scss').map((app) => `@use "${app}/styles" as ${app};`)
const css = compileString(['@use "stocktake";', ...sheets].join('\n'), {
  loadPaths: [here, web, join(here, 'node_modules')],
  url: pathToFileURL(join(here, 'entry.scss')),
  style: 'compressed',
  quietDeps: true
}).css
writeFileSync(join(out, 'app.css'), css)

const scripts = own('script.mjs').map((app) => `import ${JSON.stringify(join(web, app, 'script.mjs'))}`)
const { outputFiles } = await build({
  stdin: { contents: ['import "./stocktake.mjs"', ...scripts].join('\n'), resolveDir: here },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  nodePaths: [join(here, 'node_modules')],
  legalComments: 'none',
  write: false
})
writeFileSync(join(out, 'app.js'), outputFiles[0].contents)

for (const [name, bytes] of [['app.css', css], ['app.js', outputFiles[0].contents]]) {
  console.log(`${name}: ${Math.ceil(gzipSync(bytes).length / 1024)} kB compressed`)
}
