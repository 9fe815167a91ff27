/**
 * What goes between the modules, and between the server and the widget. Types only: nothing of
 * this is sent to a browser.
 *
 * @typedef {object} Clinic what the server tells of the clinic.
 * @property {string} name
 * @property {string} phone
 * @property {string | null} email
 * @property {string} emergency_number
 * @property {string} crisis_line
 * @property {number} retention_days
 * @property {string | null} hours
 *
 * @typedef {{id: string, title: string}} Button
 * @typedef {{section: string, reviewed_by: string, reviewed_on: string}} Source
 * @typedef {{helpful: boolean, comment?: string | null}} Feedback
 *
 * @typedef {object} Reply
 * @property {number} seq
 * @property {string} text
 * @property {Button[]} buttons
 * @property {Source | null} source
 * @property {string} [at] when, ISO 8601; missing: just now.
 * @property {Feedback | null} [feedback]
 *
 * @typedef {Reply & {from: "assistant"}} Answered
 * @typedef {{from: "staff", seq: number, name: string, text: string, at?: string}} Said a colleague's words.
 * @typedef {{from: "event", seq: number, event: "joined" | "back", name: string | null, text: string, at?: string}} Happened
 * @typedef {{from: "visitor", id: string | null, text: string, seq: number | null, at?: string}} Asked
 * @typedef {Asked | Answered | Said | Happened} Message
 *
 * @typedef {{state: "asked" | "joined", name: string | null}} Live the person who was asked for, or is there.
 *
 * @typedef {object} Answer the server's answer to a message.
 * @property {number} seq number of the visitor's message.
 * @property {Reply[]} replies
 * @property {{name: string}[]} topics what the message was about.
 * @property {string | null} form the form that is under way after it.
 * @property {boolean} lead_saved whether it saved a request to be called back.
 * @property {Live | null} [live]
 *
 * @typedef {{token: string, clinic: Clinic, replies: Reply[]}} Opened a session that was just opened.
 * @typedef {{token: string, clinic: Clinic, form?: string | null}} Session
 * @typedef {{id: string, text: string, button?: string}} Entry a message that waits for its answer.
 *
 * @typedef {object} PageSettings what the web master's page says, see docs/widget.md.
 * @property {string} [title]
 * @property {string} [greeting]
 * @property {string} [phone]
 * @property {string} [email]
 * @property {string} [emergency]
 */
export {};
