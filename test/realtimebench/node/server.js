// The reference server on the work of the benchmark: the same commands and answers as test/realtimebench/server.
import { createHash, timingSafeEqual } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Server } from 'socket.io'

const { values: options } = parseArgs({
  options: {
    listen: { type: 'string', default: '127.0.0.1:0' },
    ping: { type: 'string', default: '25000' }, // milliseconds
    history: { type: 'string', default: '' },
  },
})

const web = createServer()
const io = new Server(web, { transports: ['websocket'], pingInterval: Number(options.ping), serveClient: false })

const token = (user) => createHash('sha256').update(`the secret of the benchmark ${user}`).digest('hex')

// roomsOf is control.Rooms.
function roomsOf(user, n) {
  return Array.from({ length: n }, (_, i) => (i === 0 ? `user:${user}` : `channel:${i}:${Math.floor((user + i * 10) / 100)}`))
}

io.use((socket, next) => {
  const { user, token: proof, rooms } = socket.handshake.auth
  const expected = Buffer.from(token(user))
  const given = Buffer.from(String(proof))
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    next(new Error('invalid token'))
    return
  }
  socket.data.user = user
  socket.join(roomsOf(user, rooms))
  socket.join('hot')
  next()
})

io.on('connection', (socket) => {
  socket.on('catch-up', (after, ack) => ack(events.slice(after)))
})

const events = []
let number = 0
if (options.history && existsSync(options.history)) {
  for (const line of readFileSync(options.history, 'utf8').split('\n')) {
    if (line) events.push(JSON.parse(line))
  }
  number = events.length
}

const envelope = '42["message",{"t":1700000000000000,"n":12345,"text":""}]'.length

function send(room, size) {
  const t = Math.round((performance.timeOrigin + performance.now()) * 1000)
  const event = { t, n: ++number, text: 'x'.repeat(Math.max(size - envelope, 0)) }
  if (options.history) {
    appendFileSync(options.history, JSON.stringify(event) + '\n')
    events.push(event)
  }
  io.to(room).emit('message', event)
}

let steady // { timer, before }

const commands = {
  emit({ room, count, size }) {
    for (let i = 0; i < count; i++) send(room, size)
    return { count, last: number }
  },
  steady({ room, rate, size }) {
    const begin = performance.now()
    steady = { before: number, sent: 0 }
    const beat = () => {
      send(room, size)
      steady.sent++
      steady.timer = setTimeout(beat, begin + (steady.sent * 1000) / rate - performance.now())
    }
    steady.timer = setTimeout(beat, 0)
    return {}
  },
  halt() {
    clearTimeout(steady.timer)
    return { count: number - steady.before, last: number }
  },
  stats() {
    const { user, system } = process.cpuUsage()
    return { userUs: user, systemUs: system, connections: io.engine.clientsCount }
  },
  collect() {
    globalThis.gc()
    return {}
  },
}

const answer = (a) => process.stdout.write(JSON.stringify(a) + '\n')
const [host, port] = options.listen.split(':')
web.listen(Number(port), host, 4096, () => {
  answer({ result: { address: `${web.address().address}:${web.address().port}` } })
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    const { name, args } = JSON.parse(line)
    try {
      answer({ result: commands[name](args) })
    } catch (error) {
      answer({ error: String(error) })
    }
  })
  lines.on('close', () => process.exit(0))
})
