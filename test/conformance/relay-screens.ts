import type { RelayModule } from "./relay-documents.ts";

/**
 * A small front end as one would write it with Relay: my page, a statement that scrolls, the help
 * that waits for me with a row for each, and confirming it. Each module asks for its own part.
 */
export const screens: readonly RelayModule[] = [
  {
    name: "MyPage",
    document: `query MyPageQuery {
      me {
        memberships { id firstName account { id ...Statement_account } }
      }
    }`,
  },
  {
    name: "Statement",
    document: `fragment Statement_account on Account
      @refetchable(queryName: "StatementPaginationQuery")
      @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
        balanceMinutes
        statement(first: $count, after: $cursor) @connection(key: "Statement_statement") {
          edges { node { seq minutes happenedOn journalEntry { ...JournalLine_entry } } }
        }
      }`,
  },
  {
    name: "JournalLine",
    document: `fragment JournalLine_entry on JournalEntry @refetchable(queryName: "JournalLineQuery") {
      id kind reversedById
    }`,
  },
  {
    name: "Waiting",
    document: `query WaitingQuery($partyId: ID!) { ...WaitingList_exchanges @arguments(partyId: $partyId) }`,
  },
  {
    name: "WaitingList",
    document: `fragment WaitingList_exchanges on Query
      @refetchable(queryName: "WaitingListPaginationQuery")
      @argumentDefinitions(
        partyId: { type: "ID!" }
        count: { type: "Int", defaultValue: 20 }
        cursor: { type: "String" }
      ) {
        exchanges(partyId: $partyId, status: DELIVERED, first: $count, after: $cursor)
          @connection(key: "WaitingList_exchanges", filters: ["partyId", "status"]) {
          edges { node { id ...WaitingRow_exchange } }
        }
      }`,
  },
  {
    name: "WaitingRow",
    document: `fragment WaitingRow_exchange on Exchange @refetchable(queryName: "WaitingRowQuery") {
      version what deliveredMinutes provider { name kind } steps { status at }
    }`,
  },
  {
    name: "Confirming",
    document: `mutation ConfirmingMutation($input: ConfirmExchangeInput!, $connections: [ID!]!) {
      confirmExchange(input: $input) {
        exchange { id @deleteEdge(connections: $connections) ...WaitingRow_exchange }
        replayed
        userErrors { code message path remedy }
      }
    }`,
  },
];
