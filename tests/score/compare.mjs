// compare.mjs: random and adversarial sheets of every complete set, scored by build/ocop and by
// oracle.mjs; the answers must be the same byte for byte.
//   node tests/score/compare.mjs [PROGRAM] [SEED]
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { load, score } from './oracle.mjs'

const root = path.join(import.meta.dirname, '../..')
const program = process.argv[2] ?? path.join(root, 'build/ocop')
const sets = load(['qd26-2026', 'qd148-2023'].map((f) => path.join(root, 'data/criteria', `${f}.json`)))

let state = BigInt(process.argv[3] ?? 20260522)
function random(n) { // splitmix64
  state = (state + 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn
  let z = state
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn
  return Number((z ^ (z >> 31n)) % BigInt(n))
}
const pick = (list) => list[random(list.length)]
const chance = (percent) => random(100) < percent

const lines = [] // { input | text, want }
const expectAnswer = (input) => lines.push({ text: JSON.stringify(input), want: JSON.stringify(score(sets, input)) })
const expectError = (text, id) => lines.push({ text, id })
let serial = 0
const nextId = () => `d${++serial}`

// ---- sheets ----
// choice: item id -> [scale, option]; absent is blank.
const answerOf = ([scale, o]) => (chance(50) ? `${scale.id}.${o.id}` : [scale.id, o.points])
const sheetOf = (choice) => [...choice.values()].map(answerOf)
function choose(entry, option) {
  const choice = new Map()
  for (const item of entry.items) {
    const scale = item.cases ? pick(item.cases) : item
    const o = option(scale, item)
    if (o) choice.set(item.id, [scale, o])
  }
  return choice
}
const best = (scale) => scale.options.at(-1)
const total = (choice) => [...choice.values()].reduce((a, [, o]) => a + o.points, 0)

// A sheet whose total is exactly `want`, or null: starts full, then walks at random.
function sheetWithTotal(entry, want, start) {
  const choice = new Map(start ?? choose(entry, best))
  for (let tries = 0; tries < 4000; tries++) {
    const now = total(choice)
    if (now === want) return choice
    const item = pick(entry.items)
    const [scale, old] = choice.get(item.id) ?? [item.cases ? pick(item.cases) : item, null]
    const o = pick([...scale.options, null])
    const diff = (o?.points ?? 0) - (old?.points ?? 0)
    if (Math.abs(now + diff - want) > Math.abs(now - want) && !chance(3)) continue
    if (o) choice.set(item.id, [scale, o])
    else choice.delete(item.id)
  }
  return null
}

function randomPolicy() {
  const p = {}
  if (chance(50)) p.gate = pick(['mean', 'majority'])
  if (chance(50)) p.title_mark = pick(['lowest', 'full', 'ignore'])
  if (chance(40)) p.invalid = pick(['reject', 'exclude'])
  if (chance(40)) p.dependency = pick(['ignore', 'reject'])
  if (chance(40)) p.blank = pick(['zero', 'explicit'])
  if (chance(30)) p.divergence = pick([0, 5, 9, 10, 11, 100])
  return p
}
const request = (set, sheets, policy = randomPolicy()) => ({ id: nextId(), set: set.id, ...(chance(85) || Object.keys(policy).length ? { policy } : {}), sheets })

// ---- families of cases ----
function randomSheets(entry) {
  for (let i = 0; i < 150; i++) {
    const high = random(4), blanks = pick([0, 0, 5, 30])
    const members = pick([1, 1, 2, 3, 3, 4, 5, 7, 9])
    const sheets = Array.from({ length: members }, () =>
      sheetOf(choose(entry, (s) => (chance(blanks) ? null : chance(high * 30) ? best(s) : pick(s.options)))))
    expectAnswer(request(entry.set, sheets))
  }
}

// Means just below, on and just above each band: by thirds, sevenths and hundredths.
function bandBoundaries(entry) {
  for (const bound of [30, 50, 70, 90]) {
    for (const members of [1, 2, 3, 7, 100]) {
      for (const off of [-1, 0, 1]) {
        const sum = bound * members + off
        const base = sheetWithTotal(entry, bound)
        const other = base && sheetWithTotal(entry, bound + off, base)
        if (!other) throw new Error(`${entry.set.id}: no sheet of ${bound}`)
        const sheets = Array.from({ length: members }, (_, i) => sheetOf(i === 0 ? other : base))
        const input = request(entry.set, sheets, { ...(chance(50) ? { gate: 'majority' } : {}), ...(chance(50) ? { title_mark: 'ignore' } : {}) })
        const want = score(sets, input)
        if (want.mean[0] * members !== sum * want.mean[1]) throw new Error('a boundary case that is none')
        expectAnswer(input)
      }
    }
  }
}

// Every gate met and missed by one member, by one option, under both policies.
function gates(entry) {
  for (const item of entry.items) {
    const scale = item.cases ? item.cases[0] : item
    const marked = scale.options.filter((o) => o.min_star_gate)
    if (item.min_star_gate_on_title) marked.push(scale.options.find((o) => o.points > 0), best(scale))
    for (const gate of marked) {
      const below = scale.options.filter((o) => o.points < gate.points).at(-1)
      for (const [members, low] of [[1, 0], [1, 1], [2, 1], [3, 1], [3, 2], [4, 2], [5, 2], [5, 3]]) {
        for (const policy of [{}, { gate: 'majority' }]) {
          if (item.min_star_gate_on_title) policy.title_mark = pick(['lowest', 'full', 'ignore'])
          const sheets = Array.from({ length: members }, (_, i) => {
            const choice = choose(entry, best)
            if (i >= low) choice.set(item.id, [scale, gate])
            else if (below) choice.set(item.id, [scale, below])
            else choice.delete(item.id)
            return sheetOf(choice)
          })
          expectAnswer(request(entry.set, sheets, policy))
        }
      }
    }
  }
}

// Faults of every kind, alone and together.
function faults(entry, other) {
  const cased = entry.items.filter((i) => i.cases)
  const foreign = other.items[0].id
  const spoil = [
    (a) => a.push(pick(['', 'x', `${entry.set.id}.99`, foreign, entry.set.id, `${entry.items[0].id}.o9`, 'điểm "5"\\'])),
    (a) => a.push([`${entry.items[0].id}.o1`, 0]),
    (a) => a.push(entry.items[0].id),
    (a) => a.push([pick(entry.items).id, pick([-1, 1.5, 26, 1e9, 1e30, -2.5e-3])]),
    (a) => a.length && a.push(pick(a)),
    (a, c) => { const [s] = pick([...c.values()]); a.push(answerOf([s, pick(s.options)])) },
    (a) => cased.length && a.push([pick(cased).id, pick([0, 1, 3, 77])]),
    (a) => { if (cased.length) { const i = pick(cased); for (const c of i.cases) a.push(answerOf([c, pick(c.options)])) } },
    (a) => a.length && a.splice(random(a.length), 1),
    (a) => a.splice(0, a.length),
    (a) => { for (let k = a.length - 1; k > 0; k--) { const j = random(k + 1); [a[k], a[j]] = [a[j], a[k]] } },
  ]
  for (let i = 0; i < 130; i++) {
    const sheets = Array.from({ length: pick([1, 2, 3, 5]) }, () => {
      const choice = choose(entry, (s) => (chance(10) ? null : pick(s.options)))
      const answers = sheetOf(choice)
      if (chance(60)) for (let k = pick([1, 1, 2, 4]); k > 0; k--) pick(spoil)(answers, choice)
      return answers
    })
    expectAnswer(request(entry.set, sheets))
  }
  for (const item of entry.items) { // dependencies, one base at a time
    for (const rule of (item.rules ?? []).filter((r) => r.type === 'depends_on')) {
      for (const baseId of rule.items) {
        for (const dependency of ['ignore', 'reject']) {
          for (const invalid of ['reject', 'exclude']) {
            const good = choose(entry, best), bad = new Map(good)
            bad.delete(baseId)
            expectAnswer(request(entry.set, [sheetOf(good), sheetOf(bad)], { dependency, invalid }))
            expectAnswer(request(entry.set, [[...sheetOf(bad), [baseId, 77]]], { dependency, invalid }))
          }
        }
      }
    }
  }
  for (const item of entry.items) { // blanks, one item at a time
    const choice = choose(entry, best)
    choice.delete(item.id)
    expectAnswer(request(entry.set, [sheetOf(choice)], { blank: 'explicit' }))
  }
  expectAnswer(request(entry.set, []))
  expectAnswer(request(entry.set, [[], []], { invalid: 'exclude', blank: 'explicit' }))
}

function badLines(entry) {
  const id = nextId()
  const bad = (change) => JSON.stringify({ id, set: entry.set.id, sheets: [[]], ...change })
  for (const change of [
    { set: 'QD26-99' }, { set: 7 }, { set: undefined }, { sheets: undefined }, { sheets: {} }, { sheets: [{}] }, { sheets: [[7]] },
    { sheets: [[['a']]] }, { sheets: [[['a', 1, 2]]] }, { sheets: [[['a', '1']]] }, { sheets: [[['a', null]]] }, { sheets: [[[1, 1]]] },
    { policy: [] }, { policy: { gate: 'average' } }, { policy: { title_mark: 'highest' } }, { policy: { invalid: '' } }, { policy: { dependency: true } },
    { policy: { blank: 'Zero' } }, { policy: { divergence: -1 } }, { policy: { divergence: '10' } }, { policy: { divergence: 2.5 } }, { policy: { gates: 'mean' } },
  ]) expectError(bad(change), id)
  const whole = bad({})
  for (const text of ['', ' ', '[]', '7', 'null', '{', whole + whole, whole.replace('{', '{,'), '\u0000', '{"id":"\\ud800"}']) expectError(text, undefined)
  for (const draft of [...sets.values()].filter((s) => !s.set.complete)) expectError(bad({ set: draft.set.id }), id)
  expectError(whole.slice(0, -1) + ',"set":"QD26-01"}', id)
}

// ---- compare ----
const complete = [...sets.values()].filter((e) => e.set.complete)
complete.forEach((entry, i) => {
  randomSheets(entry)
  bandBoundaries(entry)
  gates(entry)
  faults(entry, complete[(i + 1) % complete.length])
})
badLines(complete[0])
const run = spawnSync(program, ['score'], { input: lines.map((l) => l.text + '\n').join(''), maxBuffer: 1 << 30 })
const got = run.stdout.toString().split('\n')
let passed = 0, failed = 0
function check(ok, what) {
  if (ok) { passed++; return }
  if (++failed <= 10) console.log(`FAILED ${what}`)
}
check(got.pop() === '' && got.length === lines.length, `${lines.length} lines in, ${got.length} out`)
check(run.status === 1, `exit code ${run.status}, should be 1: some lines were bad`)
lines.forEach((l, i) => {
  if (l.want) return check(got[i] === l.want, `${l.text.slice(0, 2000)}\n  got  ${got[i]}\n  want ${l.want}`)
  let o = {}
  try { o = JSON.parse(got[i]) } catch { /* counted below */ }
  const shape = Object.keys(o).join() === 'id,valid,error' && o.valid === false && typeof o.error === 'string' && o.error !== ''
  check(shape && (l.id === undefined || o.id === l.id), `${l.text}\n  got  ${got[i]}`)
})
const stars = {}
for (const l of lines) if (l.want) { const w = JSON.parse(l.want), k = w.valid ? `${w.star} of band ${w.band}` : 'invalid'; stars[k] = (stars[k] ?? 0) + 1 }
console.log(Object.entries(stars).toSorted().map(([k, n]) => `star ${k}: ${n}`).join('; '))
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
