/** The style of `/metadata`: one column from a phone's width on, light or dark as the reader's device says. */
export const metadataStyle = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #566072; --paper: #fff; --card: #f4f6f9; --line: #d5dae2; --link: #0b57b0 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e8ef; --soft: #a5afbf; --paper: #14181f; --card: #1e242d; --line: #394251; --link: #8ab8ff }
}
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1rem }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem }
p { margin: .35rem 0 }
a { color: var(--link) }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
code, pre { font: .9em/1.5 ui-monospace, monospace }
.skip { position: absolute; left: -100rem }
.skip:focus { position: static }
.soft { color: var(--soft) }
nav ul, .routes { list-style: none; margin: .5rem 0; padding: 0 }
nav ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: .1rem 1rem }
nav a { display: inline-block; padding: .2rem 0 }
.method { display: inline-block; min-width: 3.6em; font-weight: 700 }
dl { margin: .25rem 0 }
dl > div { padding: .4rem 0; border-bottom: 1px solid var(--line) }
dl > div:last-child { border-bottom: 0 }
dt code { font-weight: 700 }
dd { margin: 0 }
@media (min-width: 46rem) { dl > div { display: grid; grid-template-columns: 21rem 1fr; gap: 1rem } }
details { margin: .35rem 0; border: 1px solid var(--line); border-radius: .4rem; background: var(--card) }
summary { padding: .45rem .75rem; cursor: pointer; font-weight: 600 }
details > :not(summary) { margin: 0 .75rem .5rem }
pre { white-space: pre-wrap; padding: .6rem 0; border-top: 1px solid var(--line) }
`
