// oracle.mjs: headless scoring a second time, written from the rules and the format of the criteria
// files alone, with exact fractions of BigInt. It shares nothing with src/domain/criteria/.
import fs from 'node:fs'

/** Sets by id, straight from the data files: { set, bands, items }. */
export function load(files) {
  const all = new Map()
  for (const file of files) {
    const { scheme } = JSON.parse(fs.readFileSync(file, 'utf8'))
    for (const set of scheme.sets) {
      const items = set.parts.flatMap((p) => p.sections).flatMap((s) => s.items)
      all.set(set.id, { set, bands: scheme.star_bands, items, ids: idsOf(items) })
    }
  }
  return all
}

// What each id names. Full option id = item or case id, a dot, the option's own id.
function idsOf(items) {
  const ids = new Map()
  for (const item of items) {
    ids.set(item.id, { kind: item.cases ? 'cases' : 'scale', item, scale: item })
    for (const c of item.cases ?? []) ids.set(c.id, { kind: 'scale', item, scale: c })
    for (const scale of item.cases ?? [item]) {
      for (const option of scale.options) ids.set(`${scale.id}.${option.id}`, { kind: 'option', item, scale, option })
    }
  }
  return ids
}

const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b))

// One sheet: points an item id (absent: blank), or its errors.
function readSheet(entry, sheet, policy) {
  const errors = [], points = new Map(), scales = new Map(), named = new Set()
  for (const answer of sheet) {
    const bare = typeof answer === 'string'
    const id = bare ? answer : answer[0]
    const what = entry.ids.get(id)
    if (!what || bare !== (what.kind === 'option')) { errors.push(['unknown', id]); continue }
    const item = what.item
    if (what.kind === 'cases') { errors.push(['case_needed', id]); named.add(item.id); continue }
    const value = bare ? what.option.points : answer[1]
    if (!what.scale.options.some((o) => o.points === value)) { errors.push(['foreign_points', id]); named.add(item.id); continue }
    if (scales.has(item.id)) {
      const same = scales.get(item.id) === what.scale
      errors.push(same ? ['repeated', what.scale.id] : ['both_cases', item.id])
      named.add(item.id)
      continue
    }
    scales.set(item.id, what.scale)
    points.set(item.id, value)
  }
  for (const item of entry.items) {
    const zeroPrinted = (item.cases ?? [item]).some((s) => s.options.some((o) => o.points === 0 && !o.synthesized))
    if (policy.blank === 'explicit' && zeroPrinted && !points.has(item.id) && !named.has(item.id)) errors.push(['blank', item.id])
    if (policy.dependency === 'reject' && (points.get(item.id) ?? 0) > 0) {
      const bases = (item.rules ?? []).filter((r) => r.type === 'depends_on').flatMap((r) => r.items)
      if (bases.some((b) => (points.get(b) ?? 0) === 0 && !named.has(b))) errors.push(['dependency', item.id])
    }
  }
  return { points, errors }
}

// Every star mark of a set: { star, need, id, item }, in the order of the sheet.
function gatesOf(entry, titleMark) {
  const gates = []
  for (const item of entry.items) {
    const star = item.min_star_gate_on_title
    if (star && titleMark !== 'ignore') {
      const o = titleMark === 'full' ? item.options.at(-1) : item.options.find((x) => x.points > 0)
      gates.push({ star, need: o.points, id: `${item.id}.${o.id}`, item })
    }
    for (const scale of item.cases ?? [item]) {
      for (const o of scale.options) {
        if (o.min_star_gate) gates.push({ star: o.min_star_gate, need: o.points, id: `${scale.id}.${o.id}`, item })
      }
    }
  }
  return gates
}

const defaults = { gate: 'mean', title_mark: 'lowest', invalid: 'reject', dependency: 'ignore', blank: 'zero', divergence: 10 }

/** The answer object for one input object whose line is well-formed. */
export function score(sets, input) {
  const entry = sets.get(input.set)
  const policy = { ...defaults, ...input.policy }
  const read = input.sheets.map((s) => readSheet(entry, s, policy))
  const good = read.filter((r) => r.errors.length === 0)
  if (good.length === 0 || (policy.invalid === 'reject' && good.length < read.length)) {
    return { id: input.id, valid: false, errors: read.map((r) => r.errors) }
  }
  const n = BigInt(good.length)
  const totals = good.map((r) => [...r.points.values()].reduce((a, b) => a + b, 0))
  const sum = totals.reduce((a, b) => a + BigInt(b), 0n)
  const reduce = gcd(sum, n) || 1n
  const band = entry.bands.toSorted((a, b) => b.star - a.star).find((b) => sum >= BigInt(b.min) * n).star
  const failing = gatesOf(entry, policy.title_mark).filter((g) => {
    const marks = good.map((r) => r.points.get(g.item.id) ?? 0)
    return policy.gate === 'mean'
      ? marks.reduce((a, b) => a + BigInt(b), 0n) < BigInt(g.need) * n
      : marks.filter((m) => m >= g.need).length * 2 <= good.length
  })
  let star = band
  while (failing.some((g) => g.star <= star)) star--
  const spread = Math.max(...totals) - Math.min(...totals)
  return {
    id: input.id, valid: true, totals, mean: [Number(sum / reduce), Number(n / reduce)], band, star,
    failing_gates: failing.map((g) => g.id), spread, diverges: spread > policy.divergence,
    blank: good.map((r) => entry.items.length - r.points.size),
  }
}
