/**
 * How every report looks and begins, in typst: page, type, cover and key figures. The `data` of each is a view that has
 * `title`, `organization`, `color`, `date`, `paper`, `asOf` and `figures`.
 */
export const house = String.raw`
#let data = json(bytes(sys.inputs.data))
#let brand = rgb(data.color)
#let ink = rgb("#1c2229")
#let quiet = rgb("#5b636e")
#let hairline = 0.5pt + rgb("#d5d9de")
#let warn = rgb("#8c2f39")
#let scripts = ("Noto Sans Arabic", "Assistant", "Noto Emoji")
#let serif(size, weight: "regular", fill: ink, body) = text(
  font: ("Source Serif 4", "Source Sans 3", ..scripts), size: size, weight: weight, fill: fill, body)
#let small(body) = text(size: 8pt, fill: quiet, body)
#let label(body) = text(size: 7.5pt, fill: quiet, tracking: 0.04em, body)
#let chart(source, ..arguments) = image(bytes(source), format: "svg", ..arguments)

#set document(
  title: data.title, author: data.organization,
  date: datetime(year: data.date.year, month: data.date.month, day: data.date.day))
#set page(
  paper: data.paper, margin: (x: 2.1cm, top: 2cm, bottom: 2.1cm),
  footer: context {
    set text(size: 7.5pt, fill: quiet)
    grid(columns: (1fr, auto), column-gutter: 1em,
      [#data.organization · #data.title],
      [Page #counter(page).display() of #counter(page).final().first()])
  })
#set text(
  font: ("Source Sans 3", ..scripts), fallback: false, lang: "en", size: 9.5pt, fill: ink,
  number-type: "lining", number-width: "tabular")
#set par(leading: 0.55em, spacing: 0.7em)
#set table(stroke: none)
#show heading.where(level: 1): it => serif(25pt, it.body)
#show heading.where(level: 2): it => block(above: 2em, below: 0.9em, sticky: true, serif(14pt, fill: brand, it.body))
#show heading.where(level: 3): it => serif(11.5pt, weight: "semibold", it.body)

// Cover
#pdf.artifact(block(width: 2.6cm, height: 3pt, fill: brand, below: 1.1em))
#block(below: 1.15em, text(size: 9.5pt, weight: "semibold", fill: brand, tracking: 0.03em, data.organization))
#block(below: 1.15em, heading(level: 1, data.title))
#block(below: 2.4em, text(fill: quiet)[As of #data.asOf])

// Key figures
#block(below: 2.2em, width: 100%, stroke: (top: hairline, bottom: hairline), inset: (y: 0.95em),
  grid(columns: (1fr,) * data.figures.len(),
    ..data.figures.enumerate().map(((index, figure)) => block(
      width: 100%, inset: (left: if index == 0 { 0pt } else { 0.9em }),
      stroke: if index == 0 { none } else { (left: hairline) },
      stack(spacing: 0.65em, serif(21pt, fill: if figure.warn { warn } else { ink }, figure.value), small(figure.label))))))
`;
