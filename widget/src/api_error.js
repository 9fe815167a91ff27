/** A request that failed: refused by the server, or never answered by it. */
export class ApiError extends Error {
  /**
   * @param {number} status HTTP status; 0 when no answer came.
   * @param {string} code the server's word for it.
   * @param {number | null} retryAfter milliseconds that the server asks to wait.
   */
  constructor(status, code, retryAfter = null) {
    super(`${status} ${code}`);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may succeed later. */
  get temporary() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
