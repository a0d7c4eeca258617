// What the packages share: the shapes on the wire and the socket.
export {};
