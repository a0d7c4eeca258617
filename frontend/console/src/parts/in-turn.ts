/** Changes of one thing from one screen, sent one after another: who is quicker than the server's answer never meets themselves (A21). */

export class InTurn {
  private last: Promise<unknown> = Promise.resolve();
  private made = 0;

  /** `version` is asked when the turn has come; `act` sends with the newest version known and says whether it made another. */
  send(version: () => number, act: (version: number) => Promise<{ changed: boolean }>): Promise<void> {
    const turn = this.last
      .catch(() => {}) // who sent it was told
      .then(async () => {
        const sent = Math.max(version(), this.made);
        const { changed } = await act(sent);
        this.made = changed ? sent + 1 : sent;
      });
    this.last = turn;
    return turn;
  }
}
