// Derived from spec/ by `npm run generate`. Do not edit.

export interface paths {
    "/public/v1/accounts/api-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description Answers with the tokens that exist for the caller and match the filter, one page of them. `audit` is left out
         *     unless `select` asks for it. The default order is oldest first, by creation, then id **(chosen:** so that what is
         *     created while a client walks the pages comes at the end and repeats nothing); every order is made total by the id.
         *
         *     **Walking a list.** With `limit` and `offset` in the default order, each token that exists during the whole walk is
         *     shown exactly once, whatever is created meanwhile. A token that leaves the list meanwhile (it is deleted and the
         *     caller does not see deleted ones, or it no longer matches the filter) moves those behind it forward by one, so one of
         *     them may be skipped; in another order a change of the ordering field can make a token appear twice or not at all. A
         *     walk that must not miss anything uses the last token seen as its bookmark instead of `offset`:
         *     `gt(audit.created.at,2026-06-22T18:54:34.910Z)` in the default order (`ge` and skip what was seen, where two tokens
         *     may share a millisecond).
         */
        get: operations["listApiTokens"];
        put?: never;
        /**
         * Create an API token
         * @description Creates an `Active` token and answers with the whole of it, `audit` and the credential included. The credential is
         *     generated once, works from the next request on, and never changes.
         *
         *     `account` may be left out and is then the caller's own **(chosen:** the platform's page marks it optional).
         *     `name` is required although the platform's page marks every field optional, because the platform rejects its
         *     absence. `modules` may be absent, `null` or empty: such a token authenticates and may do nothing but read its own
         *     account.
         *
         *     Each module must exist, list the account's type in its `accountTypes`, be available to the account, and not be
         *     both `default: false` and `configurable: false`; a module named twice counts once. A module that is not available to
         *     the account is the same `400` as one that does not exist.
         *
         *     Who may create: a caller with the module `access-management`, for its own account; an Operations caller with
         *     `platform-account-management`, for Vendor and Client accounts. Anything else a caller may not see does not exist
         *     for it, so a reference to it is the same `400` as a reference to nothing; another Operations account is one of
         *     these, although its *account* can be read **(chosen:** its tokens are hidden, so creating one would show it).
         */
        post: operations["createApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/api-tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        /**
         * Get an API token
         * @description Answers with one token. `audit` is left out unless `select` asks for it. A token that does not exist, or that the
         *     caller may not see, is `404`; so is an id of no known form.
         */
        get: operations["getApiToken"];
        /**
         * Update an API token
         * @description Changes what the body names, and answers with the token as it is then. An absent property stays as it is; `null`
         *     clears an optional one; `modules` and `extensions` are replaced as a whole. `account` with the same id is accepted,
         *     because clients repeat it; with another one it is `400`: the owner never changes. The modules follow the rules of
         *     creation. A change of nothing leaves `revision` and `audit` as they are. A `Deleted` token cannot be changed: `400`
         *     with `errors.status`.
         */
        put: operations["updateApiToken"];
        post?: never;
        /**
         * Delete an API token
         * @description Revokes a token for good: from `Active` or `Disabled` to `Deleted`. The credential stops at the next request; the
         *     record is kept. Deleting a deleted token is `400` with `errors.status` for a caller who sees deleted tokens, and
         *     `404` for everyone else **(chosen:** the platform's operations declare 400 and 404, no 409).
         */
        delete: operations["deleteApiToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/api-tokens/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable an API token
         * @description Brings a token from `Disabled` to `Active`, which lets the credential in again. From any other status it is `400` with
         *     `errors.status` **(chosen:** the platform's operations declare 400 and 404, no 409). There is no request body; one
         *     that is sent is ignored.
         */
        post: operations["enableApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/api-tokens/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable an API token
         * @description Brings a token from `Active` to `Disabled`, which stops the credential at the next request, until the token is enabled. From any other status it is `400` with
         *     `errors.status` **(chosen:** the platform's operations declare 400 and 404, no 409). There is no request body; one
         *     that is sent is ignored.
         */
        post: operations["disableApiToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/modules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List modules
         * @description Answers with the modules that exist for the caller and match the filter, one page of them, in the language of lists.
         *     `audit` is left out unless `select` asks for it. Oldest first, by creation, then id. Callers with `platform-account-management` only; everyone else is `403`.
         */
        get: operations["listModules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/modules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the module. It has no pattern; an id of no known form is `404`.
                 * @example MOD-1756
                 */
                id: components["parameters"]["ModuleId"];
            };
            cookie?: never;
        };
        /**
         * Get a module
         * @description Answers with one module. `audit` is left out unless `select` asks for it. Callers with `platform-account-management` only; everyone else is `403`. One that does not exist, or not for
         *     the caller, is `404`; so is an id of no known form.
         */
        get: operations["getModule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List accounts
         * @description Answers with the accounts that exist for the caller and match the filter, one page of them, in the language of lists.
         *     `audit` is left out unless `select` asks for it. Oldest first, by creation, then id. A caller's own account always exists for it; with `platform-account-management` all accounts do.
         */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/accounts/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the account. It has no pattern; an id of no known form is `404`.
                 * @example ACC-3803-7263
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        /**
         * Get an account
         * @description Answers with one account. `audit` is left out unless `select` asks for it. A caller's own account always exists for it; with `platform-account-management` all accounts do. One that does not exist, or not for
         *     the caller, is `404`; so is an id of no known form.
         */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/public/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get this contract
         * @description Answers with this document, bundled into one file. Its `servers` names the origin it was fetched from, or the one that
         *     the deployment is configured to name; so it has `Cache-Control: no-cache`, and `Vary: Host` where the origin is the
         *     client's **(ours:** a cache would give one client the origin of another; a deployment may do without it). Needs no credential.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Pagination
         * @description Where the page stands. It has these three keys only; a client fails on a fourth.
         */
        Pagination: {
            /**
             * Format: int64
             * @description Items skipped.
             * @example 0
             */
            offset: number;
            /**
             * Format: int32
             * @description The limit that was applied, at most 100 but in a stream.
             * @example 100
             */
            limit: number;
            /**
             * Format: int64
             * @description All items that match, exactly.
             * @example 2
             */
            total: number;
        };
        /**
         * ListMeta
         * @description About the list itself.
         */
        ListMeta: {
            pagination: components["schemas"]["Pagination"];
            /**
             * @description Fields left out of every item, by default or by `select`; possibly none.
             * @example [
             *       "audit"
             *     ]
             */
            omitted: string[];
        };
        /**
         * TokenIdentifier
         * @description Id of a token. Two groups of four digits today; when that space fills up there will be three, so do not count them.
         * @example TKN-4134-7330
         */
        TokenIdentifier: string;
        /**
         * TokenName
         * @description Name of the token, as it was given; it need not be unique. The length counts code points.
         * @example ERP connector
         */
        TokenName: string;
        /**
         * TokenDescription
         * @description What the token is for.
         * @example Sends orders of the ERP system to the Marketplace.
         */
        TokenDescription: string;
        /**
         * Icon
         * @description URL or path of an icon; may be the empty string.
         * @example /static/icons/erp.png
         */
        Icon: string;
        /**
         * TokenStatus
         * @description `Active` authenticates. `Disabled` does not, and can be enabled. `Deleted` is terminal; only Operations callers with
         *     `platform-account-management` see such tokens.
         * @example Active
         * @enum {string}
         */
        TokenStatus: "Active" | "Disabled" | "Deleted";
        /**
         * Credential
         * @description The credential: `idt:<id>:<opaque>`. Generated once, never changes, works while the token is `Active`. The opaque
         *     part may change its length; here it is 256 random bits and a CRC-32 of all before it, in base62, so that a secret
         *     scanner can verify one offline.
         * @example idt:TKN-4134-7330:ExampleCredentialThatAuthenticatesNothing00000000
         */
        Credential: string;
        /**
         * AccountIdentifier
         * @description Id of an account.
         * @example ACC-3803-7263
         */
        AccountIdentifier: string;
        /**
         * AccountType
         * @description What an account is on the Marketplace.
         * @example Client
         * @enum {string}
         */
        AccountType: "Vendor" | "Client" | "Operations";
        /**
         * AccountStatus
         * @description Status of an account. Disabling an account does not stop its tokens.
         * @example Active
         * @enum {string}
         */
        AccountStatus: "Active" | "Enabled" | "Disabled";
        /**
         * ExternalIds
         * @description What other systems know the account by.
         */
        ExternalIds: {
            /**
             * @description Id of its tenant in PyraCloud.
             * @example PYR-3803
             */
            pyraTenantId?: string;
        };
        /**
         * ServiceLevel
         * @description How an account is served.
         * @example Elite
         * @enum {string}
         */
        ServiceLevel: "Express" | "Elite" | "Dsc" | "Focus" | "Runners" | "Strategics" | "NotApplicable";
        /**
         * AccountEligibility
         * @description What the account may be.
         */
        AccountEligibility: {
            /** @description Whether it may buy. */
            client?: boolean;
            /** @description Whether it may sell for others. */
            partner?: boolean;
        };
        /**
         * Address
         * @description A postal address.
         */
        Address: {
            /**
             * @description Street and number.
             * @example 8 Market Square
             */
            addressLine1?: string;
            /**
             * @description Building, floor, door.
             * @example Building C
             */
            addressLine2?: string;
            /**
             * @description Postal code.
             * @example 10117
             */
            postCode?: string;
            /**
             * @description City.
             * @example Berlin
             */
            city?: string;
            /**
             * @description State or province.
             * @example BE
             */
            state?: string;
            /**
             * @description Country, ISO 3166-1 alpha-2.
             * @example DE
             */
            country?: string;
        };
        /**
         * UserGroup
         * @description A group of users of an account.
         */
        UserGroup: {
            /**
             * @description Id of the group.
             * @example UGR-3803-0001
             */
            id?: string;
            /**
             * @description Its name.
             * @example Buyers
             */
            name?: string;
        };
        /**
         * UserGroups
         * @description The account's groups of users, by id and name.
         */
        UserGroups: components["schemas"]["UserGroup"][];
        /**
         * Revision
         * Format: int32
         * @description Grows by one with each change, never with use.
         * @example 1
         */
        Revision: number;
        /**
         * Timestamp
         * Format: date-time
         * @description UTC, ISO 8601, exactly three decimals and `Z`.
         * @example 2026-06-22T18:54:34.910Z
         */
        Timestamp: string;
        /**
         * Reference
         * @description Another object, by id and name.
         */
        Reference: {
            /**
             * @description Id of the object.
             * @example TKN-1671-0642
             */
            id?: string;
            /**
             * @description Its name.
             * @example Onboarding
             */
            name?: string;
            icon?: components["schemas"]["Icon"];
        };
        /**
         * AuditEvent
         * @description When something happened, and who did it: `by` is the acting token, `of` the account it acted for, both as they were
         *     then **(chosen:** an audit trail does not change when someone is renamed). What came through the API always has
         *     both; sample data and operators' commands have neither **(chosen:** there nobody acted for an account).
         */
        AuditEvent: {
            at?: components["schemas"]["Timestamp"];
            by?: components["schemas"]["Reference"];
            of?: components["schemas"]["Reference"];
        };
        /**
         * ResourceAudit
         * @description When the object was created and last changed.
         */
        ResourceAudit: {
            created?: components["schemas"]["AuditEvent"];
            updated?: components["schemas"]["AuditEvent"];
        };
        /**
         * ResourceMeta
         * @description About the representation itself.
         */
        ResourceMeta: {
            /**
             * @description Fields left out, by default or by `select`; possibly none. Fields without a value are not in it.
             * @example [
             *       "audit"
             *     ]
             */
            omitted: string[];
        };
        /**
         * AccountSelection
         * @description An account with the fields that were selected; `select` may leave out any field, so none is required.
         */
        AccountSelection: {
            id?: components["schemas"]["AccountIdentifier"];
            type?: components["schemas"]["AccountType"];
            status?: components["schemas"]["AccountStatus"];
            /**
             * @description Name of the account.
             * @example Contoso Ltd
             */
            name?: string;
            /** @description URL or path of an icon, always there; where none was given it is `/v1/accounts/accounts/<id>/icon`. */
            icon?: components["schemas"]["Icon"];
            /**
             * @description Customer Discount Group number.
             * @example WW-1003803
             */
            externalId?: string;
            externalIds?: components["schemas"]["ExternalIds"];
            /**
             * @description What other systems call the account.
             * @example CONTOSO LTD
             */
            externalName?: string;
            serviceLevel?: components["schemas"]["ServiceLevel"];
            eligibility?: components["schemas"]["AccountEligibility"];
            address?: components["schemas"]["Address"];
            /**
             * @description Address of the company's website.
             * @example https://contoso.example.com
             */
            website?: string;
            /**
             * @description About the account.
             * @example Buys software on the Marketplace.
             */
            description?: string;
            /**
             * @description Where technical support is reached.
             * @example it@contoso.example.com
             */
            technicalSupportEmail?: string;
            /**
             * @description Language of the account, BCP 47.
             * @example de-DE
             */
            defaultLanguageCode?: string;
            groups?: components["schemas"]["UserGroups"];
            revision?: components["schemas"]["Revision"];
            audit?: components["schemas"]["ResourceAudit"];
            /**
             * Format: uri-reference
             * @description Path of the account below the version of the API.
             * @example /accounts/accounts/ACC-3803-7263
             */
            href?: string;
            $meta?: components["schemas"]["ResourceMeta"];
        };
        /**
         * ModuleIdentifier
         * @description Id of a module; longer ids of four-digit groups are legal.
         * @example MOD-1756
         */
        ModuleIdentifier: string;
        /**
         * ModuleFilters
         * @description How the data that the module shows can be narrowed.
         */
        ModuleFilters: {
            /**
             * @description Which buyers of a group the module covers. The dot is part of the key.
             * @example [
             *       "all"
             *     ]
             */
            "group.buyers"?: ("selected" | "all")[];
        };
        /**
         * ModuleEligibility
         * @description Kinds of account that are eligible.
         */
        ModuleEligibility: {
            /** @description Accounts that share buyers with others. */
            multi?: boolean;
            /** @description Accounts on their own. */
            single?: boolean;
        };
        /**
         * ModuleSettings
         * @description Who gets the module, and how. A module that is neither `default` nor `configurable` cannot be given to a token.
         */
        ModuleSettings: {
            /** @description Whether an account may give or take the module. */
            configurable?: boolean;
            /** @description Whether an account has the module without being given it. */
            default?: boolean;
            /** @description Whether the module costs extra. */
            paid?: boolean;
            /**
             * @description Kinds of use the module is for.
             * @example [
             *       "new",
             *       "legacy"
             *     ]
             */
            type?: string[];
            /** @description Whether the module is going away. */
            obsolete?: boolean;
            /** @description Whether the module works in shared accounts. */
            sharedAccount?: boolean;
            eligibility?: components["schemas"]["ModuleEligibility"];
        };
        /**
         * ModuleSelection
         * @description A module with the fields that were selected; `select` may leave out any field, so none is required.
         */
        ModuleSelection: {
            id?: components["schemas"]["ModuleIdentifier"];
            /**
             * @description What programs recognise the module by; it does not change when the module is renamed.
             * @example access-management
             */
            code?: string;
            /**
             * @description Name of the module.
             * @example Access Management
             */
            name?: string;
            /**
             * @description What the module is for.
             * @example Manage the API tokens of an account.
             */
            description?: string;
            /** @description Types of account that can have the module. */
            accountTypes?: components["schemas"]["AccountType"][];
            filters?: components["schemas"]["ModuleFilters"];
            settings?: components["schemas"]["ModuleSettings"];
            revision?: components["schemas"]["Revision"];
            audit?: components["schemas"]["ResourceAudit"];
            /**
             * Format: uri-reference
             * @description Path of the module below the version of the API.
             * @example /accounts/modules/MOD-1756
             */
            href?: string;
            $meta?: components["schemas"]["ResourceMeta"];
        };
        /**
         * ExtensionReference
         * @description An extension, by id.
         */
        ExtensionReference: {
            /**
             * @description Id of the extension.
             * @example EXT-4873-1120
             */
            id: string;
        };
        /**
         * TokenExtensions
         * @description Extensions that the token may use. Absent is all, `[]` is none.
         */
        TokenExtensions: components["schemas"]["ExtensionReference"][];
        /**
         * LastAccess
         * Format: date-time
         * @description Last authenticated use, approximate (written at most once a minute). Absent before the first use.
         * @example 2026-06-22T18:54:34.910Z
         */
        LastAccess: string;
        /**
         * TokenAudit
         * @description Last event of each kind; one that has not happened is absent. `updated` moves with every change, those of the status
         *     included.
         */
        TokenAudit: {
            created?: components["schemas"]["AuditEvent"];
            updated?: components["schemas"]["AuditEvent"];
            enabled?: components["schemas"]["AuditEvent"];
            disabled?: components["schemas"]["AuditEvent"];
            deleted?: components["schemas"]["AuditEvent"];
        };
        /**
         * TokenHref
         * Format: uri-reference
         * @description Path of the token below the version of the API, as the platform returns it.
         * @example /accounts/api-tokens/TKN-4134-7330
         */
        TokenHref: string;
        /**
         * ApiTokenSelection
         * @description An API token with the fields that were selected. `select` may leave out any field, so none is required here; without
         *     `select` all that `ApiToken` requires are there.
         */
        ApiTokenSelection: {
            id?: components["schemas"]["TokenIdentifier"];
            name?: components["schemas"]["TokenName"];
            description?: components["schemas"]["TokenDescription"];
            icon?: components["schemas"]["Icon"];
            status?: components["schemas"]["TokenStatus"];
            token?: components["schemas"]["Credential"];
            /**
             * @description The account that owns the token, as it is now: its id, type, status, name and icon, and by `select` whatever the
             *     account in its own resource shows the caller.
             */
            account?: components["schemas"]["AccountSelection"];
            /**
             * @description What the token may use: id, name, description, filters and settings of each module, and by `select` whatever the
             *     module in its own resource shows the caller.
             */
            modules?: components["schemas"]["ModuleSelection"][];
            extensions?: components["schemas"]["TokenExtensions"];
            lastAccessAt?: components["schemas"]["LastAccess"];
            revision?: components["schemas"]["Revision"];
            audit?: components["schemas"]["TokenAudit"];
            href?: components["schemas"]["TokenHref"];
            $meta?: components["schemas"]["ResourceMeta"];
        };
        /**
         * ApiTokenList
         * @description A page of a list. Only the list has a `$meta`, its items have none.
         */
        ApiTokenList: {
            $meta: components["schemas"]["ListMeta"];
            /** @description The items of the page, at most 100; of a stream all of them. */
            data: components["schemas"]["ApiTokenSelection"][];
        };
        /**
         * DeletedRecord
         * @description In a stream, what was there when it opened and is gone. On the reference server nothing is ever gone.
         */
        DeletedRecord: {
            /**
             * @description Of what is gone.
             * @example TKN-4134-7330
             */
            id: string;
            /** @description Says that it is gone. */
            $meta: {
                /**
                 * @description Always `true`. It is no `const`, of which generators for Java write code that does not compile.
                 * @example true
                 */
                deleted: boolean;
            };
        };
        /**
         * Problem
         * @description What went wrong (RFC 9457). Switch on `code`, or on `type` and `status`, and read `errors`; the other texts are for
         *     people and may change. Whatever the operation, a deployment that cannot read or write its data at the moment answers
         *     `503` with `Retry-After` in seconds: the request was not carried out, and may be sent again. So does one that has more to
         *     do than it can, before it looks at a request, so that what it has taken is answered in time; an account may have a quarter of
         *     the places **(ours:** no caller costs another its answer).
         */
        Problem: {
            /**
             * Format: uri
             * @description Kind of the problem: the section of the standard that defines it, as on the platform.
             * @example https://tools.ietf.org/html/rfc9110#section-15.5.1
             */
            type: string;
            /**
             * @description What kind of failure it is, in a word that stays **(ours:** every `400` has the same `type`; the word helps programs
             *     that tell one `400` from another, and is invisible to all others). Where several things are wrong it is the word
             *     of the first of `errors`. A deployment may leave it out, and there may be new words; these are there:
             *
             *     | code | status, and what is wrong |
             *     | --- | --- |
             *     | `credential.invalid` | 401: the credential is missing, malformed, unknown, disabled or deleted. |
             *     | `permission.missing` | 403: the token's modules do not allow the operation. |
             *     | `path.unknown` | 404: there is no such path. |
             *     | `resource.not-found` | 404: there is no such resource, or not for this caller. |
             *     | `method.not-allowed` | 405: the path does not have the method. |
             *     | `request.timeout` | 408: the request took too long to arrive. |
             *     | `body.too-large` | 413: the body is larger than is accepted. |
             *     | `body.media-type` | 415: the body is of a media type, a character set or a content coding that is not accepted. |
             *     | `stream.not-acceptable` | 406: a stream was asked for in neither of its formats. |
             *     | `stream.too-large` | 413: the stream would have more records than are streamed. |
             *     | `idempotency-key.running` | 409: the first request with the key is under way. |
             *     | `precondition.failed` | 412: the token has changed since the tags of `If-Match` were given. |
             *     | `idempotency-key.reused` | 422: the key was sent with another body. |
             *     | `rate.exceeded` | 429: the limit of requests is reached. |
             *     | `rate.too-many-lists` | 429: as many lists of the credential are waiting for their turn as may. |
             *     | `headers.too-large` | 431: the request line and the headers are larger than is accepted. |
             *     | `server.failed` | 500: the request could not be completed. |
             *     | `stream.not-available` | 501: the list cannot be streamed. |
             *     | `server.unavailable` | 503: the server cannot answer now. |
             *     | `request.malformed` | 400: the request is not valid HTTP. |
             *     | `precondition.malformed` | 400: `If-Match` or `If-None-Match` is no list of entity tags. |
             *     | `idempotency-key.malformed` | 400: the key is too long, or has characters that are not allowed. |
             *     | `body.missing` | 400: a body is required. |
             *     | `body.malformed` | 400: the body is no JSON in UTF-8, or cannot be read whole. |
             *     | `body.not-an-object` | 400: the body is JSON, but no object. |
             *     | `name.required` | 400: the name is missing. |
             *     | `name.invalid` | 400: the name is of the wrong type or length, or has characters that are not allowed. |
             *     | `description.invalid` | 400: the same of the description. |
             *     | `icon.invalid` | 400: the same of the icon. |
             *     | `account.invalid` | 400: the account is no reference. |
             *     | `modules.invalid` | 400: the modules are no references. |
             *     | `modules.too-many` | 400: there are more modules than a token may have. |
             *     | `extensions.invalid` | 400: the extensions are no references. |
             *     | `extensions.too-many` | 400: there are more extensions than a token may have. |
             *     | `account.not-available` | 400: there is no such account, or the caller may not create tokens for it. |
             *     | `account.immutable` | 400: the owner of a token never changes. |
             *     | `account.full` | 400: the account has as many tokens as it may have. |
             *     | `module.not-available` | 400: there is no such module, or it is not available to the account. |
             *     | `module.not-assignable` | 400: the module is neither default nor configurable. |
             *     | `status.transition` | 400: the status of the token does not allow the change. |
             *     | `parameter.repeated` | 400: a parameter is given twice. |
             *     | `limit.invalid` | 400: the limit is no number in its range. |
             *     | `offset.invalid` | 400: the same of the offset. |
             *     | `page.invalid` | 400: the page is no number in its range, or does not go with the other parameters. |
             *     | `filter.encoding` | 400: the filter is not percent-encoded UTF-8. |
             *     | `filter.syntax` | 400: the filter is not in the language of filters. |
             *     | `filter.unknown-field` | 400: the filter names a field that the resource does not have. |
             *     | `filter.field` | 400: the filter uses a field in a way that it does not allow. |
             *     | `filter.value` | 400: a value of the filter does not convert to the type of its field. |
             *     | `filter.too-complex` | 400: the filter is longer, deeper or has more parts than the server takes. |
             *     | `filter.too-expensive` | 400: the filter with its order takes longer to evaluate than the server gives it. |
             *     | `order.encoding` | 400: the order is not percent-encoded UTF-8. |
             *     | `order.syntax` | 400: the order is no list of fields. |
             *     | `order.unknown-field` | 400: the order names a field that the resource does not have. |
             *     | `order.field` | 400: the order names a field that cannot be ordered by. |
             *     | `select.encoding` | 400: the selection is not percent-encoded UTF-8. |
             *     | `select.syntax` | 400: the selection is no list of fields. |
             * @example name.required
             */
            code?: string;
            /**
             * @description Standard phrase of the status (`Authentication Failed` for 401).
             * @example Bad Request
             */
            title: string;
            /**
             * Format: int32
             * @description The HTTP status.
             * @example 400
             */
            status: number;
            /**
             * @description What happened this time, for people.
             * @example One or more validation errors occurred.
             */
            detail?: string;
            /**
             * @description Path of the request, without its query.
             * @example /public/v1/accounts/api-tokens
             */
            instance?: string;
            /**
             * @description The request's `traceparent` (W3C Trace Context); an incoming one is continued. The same trace id is in the log.
             * @example 00-9e02a91b64ac56904703a3a69ea9101d-56be90a29d0b0b25-00
             */
            traceId: string;
            /**
             * Format: int32
             * @description The most records that a stream may have, where it would have more (413).
             * @example 1000000
             */
            maxExportKeys?: number;
            /**
             * @description Path of each offending field (`modules[0].id`; `$` is the whole body) to what is wrong with it **(chosen:** the
             *     platform's docs show a map in one place and a list in another; clients read the map).
             *     There are at most 100 messages, and `detail` says how many more are not shown **(chosen**, so that an answer costs no
             *     more than its request).
             * @example {
             *       "name": [
             *         "is required"
             *       ]
             *     }
             */
            errors?: {
                [key: string]: string[];
            };
        };
        /**
         * OwnerReference
         * @description The account that owns a token, by id.
         */
        OwnerReference: {
            /**
             * @description Id of the account.
             * @example ACC-3803-7263
             */
            id: string;
        } | null;
        /**
         * TokenNameText
         * @description Name of the token, need not be unique: Unicode letters (category L), decimal digits (category Nd), space and `-` `.` `'` `"`.
         *     The length counts code points. `pattern` excludes what ASCII has besides, which every regular expression engine can say
         *     **(chosen)**; the server keeps the whole rule, and anything else is `400`.
         * @example ERP connector
         */
        TokenNameText: string;
        /**
         * NullableDescription
         * @description What the token is for; `null` is none. NUL and lone surrogates are `400` **(chosen:** no database keeps them).
         * @example Sends orders of the ERP system to the Marketplace.
         */
        NullableDescription: string | null;
        /**
         * NullableIcon
         * @description URL or path of an icon; `null` is none. The empty string is accepted and kept. NUL and lone surrogates are `400`
         *     **(chosen:** no database keeps them).
         * @example /static/icons/erp.png
         */
        NullableIcon: string | null;
        /**
         * ModuleReference
         * @description A module, by id.
         */
        ModuleReference: {
            /**
             * @description Id of a module that is available to the account.
             * @example MOD-1756
             */
            id: string;
        };
        /**
         * ModuleReferences
         * @description Modules that the token may use, by id; `null` is none. A module named twice counts once. There are at most 100
         *     **(chosen:** the platform states no bound, and has far fewer modules; without one, one token could fill a page).
         */
        ModuleReferences: components["schemas"]["ModuleReference"][] | null;
        /**
         * NullableExtensions
         * @description Extensions that the token may use: absent or `null` is all, `[]` is none, else only those. They are stored and
         *     returned; whether an extension exists is not checked. There are at most 100 **(chosen:** the platform states no bound;
         *     who needs more leaves the list out, which is all).
         */
        NullableExtensions: components["schemas"]["ExtensionReference"][] | null;
        /**
         * ApiTokenCreate
         * @description What a client sends to create a token. A deployment may limit how many tokens an account has that are not deleted
         *     **(chosen:** the platform names no limit; without one, one account could fill the database). Unknown and read-only properties are ignored, so a token that was read may
         *     be sent back.
         */
        ApiTokenCreate: {
            /** @description Owner of the token, immutable afterwards. Absent or `null` is the caller's own account **(chosen)**. */
            account?: components["schemas"]["OwnerReference"];
            name: components["schemas"]["TokenNameText"];
            description?: components["schemas"]["NullableDescription"];
            icon?: components["schemas"]["NullableIcon"];
            modules?: components["schemas"]["ModuleReferences"];
            extensions?: components["schemas"]["NullableExtensions"];
        };
        /**
         * TokenAccount
         * @description The account that owns the token, as it is now.
         */
        TokenAccount: {
            id: components["schemas"]["AccountIdentifier"];
            type: components["schemas"]["AccountType"];
            status: components["schemas"]["AccountStatus"];
            /**
             * @description Name of the account.
             * @example Contoso Ltd
             */
            name: string;
            icon?: components["schemas"]["Icon"];
        };
        /**
         * TokenModule
         * @description A module that a token may use, as the module is now.
         */
        TokenModule: {
            id: components["schemas"]["ModuleIdentifier"];
            /**
             * @description Name of the module.
             * @example Access Management
             */
            name: string;
            /**
             * @description What the module is for.
             * @example Manage the API tokens of an account.
             */
            description?: string;
            filters?: components["schemas"]["ModuleFilters"];
            settings: components["schemas"]["ModuleSettings"];
        };
        /**
         * TokenModules
         * @description What the token may use.
         */
        TokenModules: components["schemas"]["TokenModule"][];
        /**
         * ActorReference
         * @description Who acted, or for whom, by id and name.
         */
        ActorReference: {
            /**
             * @description Id of the token or the account.
             * @example TKN-1671-0642
             */
            id: string;
            /**
             * @description Its name then.
             * @example Onboarding
             */
            name: string;
            icon?: components["schemas"]["Icon"];
        };
        /**
         * ApiAuditEvent
         * @description An audit event of what came through the API.
         */
        ApiAuditEvent: {
            at: components["schemas"]["Timestamp"];
            by: components["schemas"]["ActorReference"];
            of: components["schemas"]["ActorReference"];
        };
        /**
         * CreationAudit
         * @description The audit of a token that was just created; nothing else has happened to it.
         */
        CreationAudit: {
            created: components["schemas"]["ApiAuditEvent"];
            updated: components["schemas"]["ApiAuditEvent"];
        };
        /**
         * ApiTokenCreated
         * @description An API token as its creation answers it, `audit` included.
         */
        ApiTokenCreated: {
            id: components["schemas"]["TokenIdentifier"];
            name: components["schemas"]["TokenName"];
            description?: components["schemas"]["TokenDescription"];
            icon?: components["schemas"]["Icon"];
            status: components["schemas"]["TokenStatus"];
            token: components["schemas"]["Credential"];
            account: components["schemas"]["TokenAccount"];
            modules: components["schemas"]["TokenModules"];
            extensions?: components["schemas"]["TokenExtensions"];
            lastAccessAt?: components["schemas"]["LastAccess"];
            revision: components["schemas"]["Revision"];
            audit: components["schemas"]["CreationAudit"];
            href: components["schemas"]["TokenHref"];
            $meta: components["schemas"]["ResourceMeta"];
        };
        /**
         * ApiTokenUpdate
         * @description What a client sends to change a token. Absent stays, `null` clears. Unknown and read-only properties are ignored, so a
         *     whole token that was read may be sent back.
         */
        ApiTokenUpdate: {
            /** @description The owner, which never changes; `null` is as if absent **(chosen)**. */
            account?: components["schemas"]["OwnerReference"];
            name?: components["schemas"]["TokenNameText"];
            description?: components["schemas"]["NullableDescription"];
            icon?: components["schemas"]["NullableIcon"];
            modules?: components["schemas"]["ModuleReferences"];
            extensions?: components["schemas"]["NullableExtensions"];
        };
        /**
         * ApiToken
         * @description An API token with its default fields.
         */
        ApiToken: {
            id: components["schemas"]["TokenIdentifier"];
            name: components["schemas"]["TokenName"];
            description?: components["schemas"]["TokenDescription"];
            icon?: components["schemas"]["Icon"];
            status: components["schemas"]["TokenStatus"];
            token: components["schemas"]["Credential"];
            account: components["schemas"]["TokenAccount"];
            modules: components["schemas"]["TokenModules"];
            extensions?: components["schemas"]["TokenExtensions"];
            lastAccessAt?: components["schemas"]["LastAccess"];
            revision: components["schemas"]["Revision"];
            audit?: components["schemas"]["TokenAudit"];
            href: components["schemas"]["TokenHref"];
            $meta: components["schemas"]["ResourceMeta"];
        };
        /**
         * ModuleList
         * @description A page of a list. Only the list has a `$meta`, its items have none.
         */
        ModuleList: {
            $meta: components["schemas"]["ListMeta"];
            /** @description The items of the page, at most 100; of a stream all of them. */
            data: components["schemas"]["ModuleSelection"][];
        };
        /**
         * AccountList
         * @description A page of a list. Only the list has a `$meta`, its items have none.
         */
        AccountList: {
            $meta: components["schemas"]["ListMeta"];
            /** @description The items of the page, at most 100; of a stream all of them. */
            data: components["schemas"]["AccountSelection"][];
        };
        /**
         * OpenApiDocument
         * @description An OpenAPI 3.1 document. The OpenAPI specification defines the rest.
         */
        OpenApiDocument: {
            /**
             * @description Version of the OpenAPI specification.
             * @example 3.1.0
             */
            openapi: string;
            /** @description Title, version and description of the API. */
            info: {
                /** @description Name of the API. */
                title: string;
                /** @description Version of the contract (semantic versioning). */
                version: string;
            } & {
                [key: string]: unknown;
            };
            /** @description The origin that this copy was fetched from. */
            servers: ({
                /**
                 * Format: uri
                 * @description An origin, without a path.
                 */
                url: string;
            } & {
                [key: string]: unknown;
            })[];
            /** @description Absolute path to operations. */
            paths: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description The query string cannot be understood. `errors` has `filter`, `order`, `limit`, `offset`, `page` or `select`, and names the 1-based column in the raw query string and what was expected there. */
        BadQuery: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid credential. The same body, but for `traceId`, whatever is wrong with it. */
        Unauthorized: {
            headers: {
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential is valid, but its modules do not allow this operation. */
        Forbidden: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A stream was asked for in neither of its formats. Problems are `application/problem+json` all the same. */
        NotAcceptable: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A stream of more records than the server streams (1,000,000 unless configured otherwise), which `maxExportKeys` says. A filter or a `limit` makes it less. */
        StreamTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential, its account or the address has used up its requests of this minute, or too many lists of the credential are waiting for their turn. */
        TooManyLists: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something failed that is not the caller's fault. Quote `traceId` when asking for help; nothing else about it is told. */
        InternalServerError: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The list cannot be streamed by this deployment; read it page by page. The reference server streams every list. */
        StreamNotAvailable: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is missing or malformed, breaks a rule, or refers to what does not exist for the caller. `errors` names each field. */
        BadCreate: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The first request with the `Idempotency-Key` is under way. Its answer comes to who repeats the request after `Retry-After`. */
        KeyRunning: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than the server accepts (256 kB unless configured otherwise). */
        ContentTooLarge: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is of another media type or encoding than those accepted, or does not say which. */
        UnsupportedMediaType: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The `Idempotency-Key` was sent with another body. Nothing was created; another creation takes another key. */
        KeyReused: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The credential, its account or the address has used up its requests of this minute. */
        TooManyRequests: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is as it was when the tag was given, so that there is no body. Only where `If-None-Match` was sent. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The parameter `select` or the header `If-None-Match` cannot be understood. */
        BadRead: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The resource does not exist, or not for this caller. */
        NotFound: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is missing or malformed, breaks a rule, changes the owner, refers to what does not exist for the caller, or the token is `Deleted`. */
        BadUpdate: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token has changed since the tags of `If-Match` were given. Nothing was changed; read it again. Only where `If-Match` was sent. */
        PreconditionFailed: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is `Deleted` already, or `If-Match` cannot be understood. */
        BadDelete: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is not `Disabled`, or `If-Match` cannot be understood. */
        BadEnable: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The token is not `Active`, or `If-Match` cannot be understood. */
        BadDisable: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The parameter `select` cannot be understood. */
        BadSelect: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request cannot be understood. */
        BadRequest: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description The filter, in RQL. It stands **bare** in the query string (the name `filter` never appears there; `filter=`, `rql=`
         *     and `sort=` read as unknown fields and are `400`), in any position, mixed with the other parameters:
         *     `?eq(status,Active)&limit=10&ilike(name,*prod*)&order=-name`. Parts are joined by AND. A filter is never ignored: what
         *     cannot be understood is `400`, with the column in the query string and what was expected there. The description of
         *     this document has examples from easy to hard.
         *
         *     **Cutting.** The raw query is cut at `&` outside quotes (`"` `'` `%22` `%27`), also inside parentheses, each part at
         *     its first `=`, and decoded once; `+` is a space, `%26` is the operator `&`. Malformed percent-encoding or UTF-8 and NUL
         *     are `400`. An empty part is as if absent, and so is an `=` with nothing behind it at the end of an operator's expression
         *     (`eq(status,Active)=` is what generated clients write); a part `render()` is accepted and ignored.
         *
         *     **Grammar** of one part; `{ }` is any number of times, `[ ]` at most once:
         *
         *     ```
         *     filter   = and { ( "|" | ";" ) and }
         *     and      = term { ( "," | "&" ) term }
         *     term     = "(" filter ")"
         *              | ( "and" | "or" ) "(" term { "," term } ")"
         *              | "not" "(" term ")"
         *              | ( "eq" | "ne" | "gt" | "ge" | "lt" | "le" ) "(" field "," operand ")"
         *              | ( "like" | "ilike" ) "(" field "," value ")"
         *              | ( "in" | "out" ) "(" field "," ( "(" item { "," item } ")" | item ) ")"
         *              | "any" "(" field [ "," term ] ")"
         *              | "all" "(" field "," term ")"
         *              | field "=" ( constant | value )
         *     operand  = constant | field | value
         *     constant = "null()" | "empty()"
         *     item     = "empty()" | value
         *     field    = path | "self(" [ path ] ")"
         *     path     = name { "." name }
         *     value    = bare text without ( ) , & ; | = " '
         *              | one or more of: " text without " " and ' text without ' ', by turns
         *     ```
         *
         *     AND binds tighter than OR. Operator, constant and field names ignore case. An operand without quotes that is the name
         *     of a field is that field; one that names an object or a collection is `400`. `self()` is the resource or, inside `any`
         *     and `all`, the element. There is no white space between tokens, and no escape inside quotes: a text with both kinds of
         *     them is written in pieces, quoted by turns, `'say "it'"'s"` **(chosen:** names may have both, and without it nobody
         *     could ask for such a name).
         *
         *     **Meaning.** `eq` is exact and case-sensitive. `ilike` ignores case for all of Unicode; `like` and `ilike` are
         *     anchored, `*` is any run, `\*` an asterisk, all else literal. `null()` goes with `eq` and `ne` and matches no value, `empty()` is the empty string. A
         *     row without a value is dropped by every comparison, `ne` included, and kept by `out` and `not(eq(…))`. Dates are ISO
         *     8601, compared to the millisecond (further digits are cut), without a zone UTC, a date alone its midnight. `gt ge lt le` on text go by code
         *     point. `any` needs one element that meets the whole condition; `all` of an empty collection is true.
         *
         *     **References.** Through `account` and through the elements of `modules` a filter reaches every field of the account and
         *     of the module, also those that are not in the token: `eq(account.externalId,WW-1003803)`,
         *     `any(modules,eq(code,access-management))`. For a caller who may not read modules those have no value **(chosen:** nothing
         *     is told by a reference that is not told without it).
         *
         *     **Enums.** The `type`, the `status` and the `serviceLevel` of an account, also through a reference, and the types in a
         *     module's `accountTypes` are compared ignoring case, by `like` too; a value that the enum does not have is `400` with those it
         *     has **(chosen:** the platform converts them). The `status` of a token is plain text there, and here.
         *
         *     **Credentials.** `token` may be filtered by `eq` and `in` with full values only; it is found by its digest.
         *
         *     **Limits (chosen).** 14,000 bytes of query string, 500 values in a list and 4,000 characters in a value always work.
         *     More than 16,000 bytes, 50 levels of parentheses, 1,000 comparisons or 1,000 values in a list are `400`.
         *     A filter that, with its order, takes longer to evaluate than the deployment gives it (5 seconds, unless it was told otherwise) is
         *     `400` with the code `filter.too-expensive`: ask for less at once.
         *
         *     **Errors.** Every wrong part of the query is told at once, one message each for `filter`, `order`, `limit`, `offset`,
         *     `page` and `select`. Messages never repeat a value: it may be a credential.
         */
        Filter: {
            [key: string]: unknown;
        };
        /**
         * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
         *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
         *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
         *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
         *
         *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
         *     `-modules.settings` takes the settings out of each.
         *
         *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
         *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
         *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
         *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
         *     **(chosen:** nothing is told by a reference that is not told without it).
         *
         *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
         *     fields that are not selected.
         * @example +audit,-modules
         */
        Select: string;
        /**
         * @description Fields to order by, separated by commas; `-name` is descending, `name`, `+name` and a space before it ascending. Text
         *     is ordered by code point; rows without a value come first when ascending **(chosen)**. Names ignore case, and lead through a reference (`account.externalId`); an unknown field, an object or a collection,
         *     and `token` are `400`. Every order is made total by the id. Empty is as if absent, given twice is `400`.
         * @example -name
         */
        Order: string;
        /**
         * @description Most items to answer with; `0` only counts. Above 100 it is capped at 100, and shown as 100 in the answer. Anything
         *     but a whole number of 32 bits, an empty value, and given twice are `400`. In a stream it is not capped,
         *     and `-1`, which is `400` elsewhere, is everything. The default is 100 **(chosen)**.
         * @example 10
         */
        Limit: number;
        /**
         * @description Items to skip, from 0. Anything but a whole number of 32 bits, an empty value, and given twice are `400`.
         * @example 0
         */
        Offset: number;
        /**
         * @description Page to answer with, counting from 1; needs a `limit`, and beside an `offset` other than 0 it is `400`: generated
         *     clients send `offset=0` of their own accord. More than 32 bits hold is `400` too.
         * @example 2
         */
        Page: number;
        /**
         * @description `true` (in any case) asks for everything at once, as a stream, in the format that `Accept` names: `application/jsonl` or
         *     `application/json`; JSON where it names neither in particular (absent, `*\/*`). Any other value is as if absent. Filters,
         *     `order`, `select` and permissions are those of the list; `limit` is not capped, and its absence and `-1` are everything,
         *     `0` a stream of none. `offset` and `page` are `400`.
         *
         *     The answer has `MPT-Streaming: true` and `MPT-Item-Count`, how many records will come. In JSON Lines each record is an object on a
         *     line of its own, which ends in `\n`, without an envelope; a line of nothing but white space is no record and may come in
         *     between. In JSON the records are `data` of the list's envelope; its `pagination` has `offset: 0`, as `total` the item count,
         *     and as `limit` the one that was asked for or, where none was, the item count **(chosen:** it then holds that a page has as
         *     many items as the lesser of `limit` and `total`). `$meta.omitted` names every field that may have been left out, because it comes first **(chosen)**.
         *
         *     What belongs to a stream is fixed when it opens: what is created later is not in it, what changes later comes in its old or its new form, and
         *     what is gone by the time it would be written comes as `{"id": …, "$meta": {"deleted": true}}` and counts. A stream that cannot be finished (a failure, a credential that was
         *     revoked meanwhile) ends with its connection, before the last chunk: a body that is shorter than the item count is not whole.
         * @example false
         */
        "MPT-Streaming": string;
        /**
         * @description Makes a creation that may be repeated: a value that is new for each creation, such as a UUID, and the same for each repetition
         *     of one. Within 24 hours the same key with the same body from the same account gives the first answer again, status, headers and
         *     body, with `Idempotency-Replayed: true`, as it was then, whatever became of the token since; nothing is created a second time, even after a restart or on another
         *     instance. With another body it is `422`, and `409` with `Retry-After` while the first request is under way.
         *
         *     As in the IETF's draft [The Idempotency-Key HTTP Header Field](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/)
         *     **(ours:** it makes a lost answer harmless, and is invisible to who does not send it). Where the draft leaves a choice:
         *
         *     - The key is the whole value as it is sent, 1 to 255 visible ASCII characters; quotes are part of it. Anything else is `400`.
         *     - The same body is one that asks for the same token: white space, the order of properties, and properties that are unknown or read-only are no difference.
         *     - A request that was answered with an error changed nothing and holds no key: it may be mended and sent with the same one.
         *     - A key is that of the caller's *account*, so that another of its tokens can repeat the request; it needs the permission to create all the same.
         *
         *     A deployment may ignore this header: **a client may repeat a creation only where the deployment has shown that it keeps keys**,
         *     which a `201` with the header `Idempotency-Key` shows, and this parameter in the contract that the deployment serves.
         * @example 6f1c2a52-3f0e-4c55-9f0a-0a5b7c9d1e2f
         */
        "Idempotency-Key": string;
        /**
         * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
         * @example TKN-4134-7330
         */
        TokenId: string;
        /**
         * @description Asks for the token only where it is not as it was when one of these tags was given (RFC 9110, 13.1.2): `*`, or entity tags
         *     in double quotes, separated by commas. Where one of them is that of what would be answered, weak or not, the answer is
         *     `304` without a body **(ours:** whoever looks again and again is spared what it has, and it is invisible to who does not
         *     send it). What is neither `*` nor a list of tags is `400`. A deployment may ignore this header.
         * @example "0-0"
         */
        "If-None-Match": string;
        /**
         * @description Makes the request only where the token is as it was when one of these tags was given (RFC 9110, 13.1.1): `*`, or entity tags
         *     in double quotes, separated by commas, as `ETag` told them. Otherwise it is `412`, and nothing is changed, whatever else
         *     would have come of it: the tags are compared after permission and existence are settled, before everything else about the
         *     state of the token, in one step with the change. A weak tag (`W/"…"`) matches nothing; what is neither `*` nor a list of
         *     tags is `400`.
         *
         *     A tag counts as long as the `revision` of its token is the same, whatever `select` it was given for, and however often the
         *     token was used since **(ours:** it keeps two programs from undoing each other's changes, and is invisible to who does
         *     not send it). A deployment may ignore this header.
         * @example *
         */
        "If-Match": string;
        /**
         * @description The filter, in RQL, over the fields of modules: `?ilike(name,*management*)&limit=10`. It stands **bare** in the query string and has
         *     the language that the parameter `filter` of `listApiTokens` describes.
         */
        ModuleFilter: {
            [key: string]: unknown;
        };
        /**
         * @description Id of the module. It has no pattern; an id of no known form is `404`.
         * @example MOD-1756
         */
        ModuleId: string;
        /**
         * @description The filter, in RQL, over the fields of accounts: `?eq(type,Client)&limit=10`. It stands **bare** in the query string and has
         *     the language that the parameter `filter` of `listApiTokens` describes.
         */
        AccountFilter: {
            [key: string]: unknown;
        };
        /**
         * @description Id of the account. It has no pattern; an id of no known form is `404`.
         * @example ACC-3803-7263
         */
        AccountId: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description The answer is a stream. Absent where it is a page.
         * @example true
         */
        "MPT-Streaming": "true";
        /**
         * @description How many records the stream will have. Absent where the answer is a page.
         * @example 2
         */
        "MPT-Item-Count": number;
        /**
         * @description Representations of tokens hold credentials and must not be stored by any cache.
         * @example no-store
         */
        "Cache-Control": "no-store";
        /**
         * @description Requests allowed a minute. Absent where no rate limit is on.
         * @example 600
         */
        "RateLimit-Limit": number;
        /**
         * @description Requests left in the current window. Absent where no rate limit is on.
         * @example 597
         */
        "RateLimit-Remaining": number;
        /**
         * @description Seconds until the current window ends. Absent where no rate limit is on.
         * @example 42
         */
        "RateLimit-Reset": number;
        /**
         * @description The challenge of RFC 9110. It tells no reason, so that nothing is learnt from it.
         * @example Bearer
         */
        "WWW-Authenticate": string;
        /**
         * @description Seconds to wait before the next request.
         * @example 42
         */
        "Retry-After": number;
        /**
         * @description The path of the created resource, relative to the origin.
         * @example /public/v1/accounts/api-tokens/TKN-4134-7330
         */
        Location: string;
        /**
         * @description The key of the request, where it was kept **(ours:** so that a client knows that it may repeat a creation). Absent where none was sent, and where the deployment keeps none.
         * @example 6f1c2a52-3f0e-4c55-9f0a-0a5b7c9d1e2f
         */
        "Idempotency-Key": string;
        /**
         * @description The answer is that of an earlier request with the same `Idempotency-Key`, and nothing was created now **(ours)**. Absent where it is not.
         * @example true
         */
        "Idempotency-Replayed": "true";
        /**
         * @description The strong entity tag of this representation (RFC 9110, 8.8.3): of the token's `revision`, of what was selected, and of everything
         *     shown, so that it is another one whenever the body is **(ours:** see `If-Match` and `If-None-Match`). Opaque: compare it, do not read it.
         *     Absent where the deployment gives none.
         * @example "1-1kyw0hr"
         */
        ETag: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiTokens: {
        parameters: {
            query?: {
                /**
                 * @description The filter, in RQL. It stands **bare** in the query string (the name `filter` never appears there; `filter=`, `rql=`
                 *     and `sort=` read as unknown fields and are `400`), in any position, mixed with the other parameters:
                 *     `?eq(status,Active)&limit=10&ilike(name,*prod*)&order=-name`. Parts are joined by AND. A filter is never ignored: what
                 *     cannot be understood is `400`, with the column in the query string and what was expected there. The description of
                 *     this document has examples from easy to hard.
                 *
                 *     **Cutting.** The raw query is cut at `&` outside quotes (`"` `'` `%22` `%27`), also inside parentheses, each part at
                 *     its first `=`, and decoded once; `+` is a space, `%26` is the operator `&`. Malformed percent-encoding or UTF-8 and NUL
                 *     are `400`. An empty part is as if absent, and so is an `=` with nothing behind it at the end of an operator's expression
                 *     (`eq(status,Active)=` is what generated clients write); a part `render()` is accepted and ignored.
                 *
                 *     **Grammar** of one part; `{ }` is any number of times, `[ ]` at most once:
                 *
                 *     ```
                 *     filter   = and { ( "|" | ";" ) and }
                 *     and      = term { ( "," | "&" ) term }
                 *     term     = "(" filter ")"
                 *              | ( "and" | "or" ) "(" term { "," term } ")"
                 *              | "not" "(" term ")"
                 *              | ( "eq" | "ne" | "gt" | "ge" | "lt" | "le" ) "(" field "," operand ")"
                 *              | ( "like" | "ilike" ) "(" field "," value ")"
                 *              | ( "in" | "out" ) "(" field "," ( "(" item { "," item } ")" | item ) ")"
                 *              | "any" "(" field [ "," term ] ")"
                 *              | "all" "(" field "," term ")"
                 *              | field "=" ( constant | value )
                 *     operand  = constant | field | value
                 *     constant = "null()" | "empty()"
                 *     item     = "empty()" | value
                 *     field    = path | "self(" [ path ] ")"
                 *     path     = name { "." name }
                 *     value    = bare text without ( ) , & ; | = " '
                 *              | one or more of: " text without " " and ' text without ' ', by turns
                 *     ```
                 *
                 *     AND binds tighter than OR. Operator, constant and field names ignore case. An operand without quotes that is the name
                 *     of a field is that field; one that names an object or a collection is `400`. `self()` is the resource or, inside `any`
                 *     and `all`, the element. There is no white space between tokens, and no escape inside quotes: a text with both kinds of
                 *     them is written in pieces, quoted by turns, `'say "it'"'s"` **(chosen:** names may have both, and without it nobody
                 *     could ask for such a name).
                 *
                 *     **Meaning.** `eq` is exact and case-sensitive. `ilike` ignores case for all of Unicode; `like` and `ilike` are
                 *     anchored, `*` is any run, `\*` an asterisk, all else literal. `null()` goes with `eq` and `ne` and matches no value, `empty()` is the empty string. A
                 *     row without a value is dropped by every comparison, `ne` included, and kept by `out` and `not(eq(…))`. Dates are ISO
                 *     8601, compared to the millisecond (further digits are cut), without a zone UTC, a date alone its midnight. `gt ge lt le` on text go by code
                 *     point. `any` needs one element that meets the whole condition; `all` of an empty collection is true.
                 *
                 *     **References.** Through `account` and through the elements of `modules` a filter reaches every field of the account and
                 *     of the module, also those that are not in the token: `eq(account.externalId,WW-1003803)`,
                 *     `any(modules,eq(code,access-management))`. For a caller who may not read modules those have no value **(chosen:** nothing
                 *     is told by a reference that is not told without it).
                 *
                 *     **Enums.** The `type`, the `status` and the `serviceLevel` of an account, also through a reference, and the types in a
                 *     module's `accountTypes` are compared ignoring case, by `like` too; a value that the enum does not have is `400` with those it
                 *     has **(chosen:** the platform converts them). The `status` of a token is plain text there, and here.
                 *
                 *     **Credentials.** `token` may be filtered by `eq` and `in` with full values only; it is found by its digest.
                 *
                 *     **Limits (chosen).** 14,000 bytes of query string, 500 values in a list and 4,000 characters in a value always work.
                 *     More than 16,000 bytes, 50 levels of parentheses, 1,000 comparisons or 1,000 values in a list are `400`.
                 *     A filter that, with its order, takes longer to evaluate than the deployment gives it (5 seconds, unless it was told otherwise) is
                 *     `400` with the code `filter.too-expensive`: ask for less at once.
                 *
                 *     **Errors.** Every wrong part of the query is told at once, one message each for `filter`, `order`, `limit`, `offset`,
                 *     `page` and `select`. Messages never repeat a value: it may be a credential.
                 */
                filter?: components["parameters"]["Filter"];
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
                /**
                 * @description Fields to order by, separated by commas; `-name` is descending, `name`, `+name` and a space before it ascending. Text
                 *     is ordered by code point; rows without a value come first when ascending **(chosen)**. Names ignore case, and lead through a reference (`account.externalId`); an unknown field, an object or a collection,
                 *     and `token` are `400`. Every order is made total by the id. Empty is as if absent, given twice is `400`.
                 * @example -name
                 */
                order?: components["parameters"]["Order"];
                /**
                 * @description Most items to answer with; `0` only counts. Above 100 it is capped at 100, and shown as 100 in the answer. Anything
                 *     but a whole number of 32 bits, an empty value, and given twice are `400`. In a stream it is not capped,
                 *     and `-1`, which is `400` elsewhere, is everything. The default is 100 **(chosen)**.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Items to skip, from 0. Anything but a whole number of 32 bits, an empty value, and given twice are `400`.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Page to answer with, counting from 1; needs a `limit`, and beside an `offset` other than 0 it is `400`: generated
                 *     clients send `offset=0` of their own accord. More than 32 bits hold is `400` too.
                 * @example 2
                 */
                page?: components["parameters"]["Page"];
            };
            header?: {
                /**
                 * @description `true` (in any case) asks for everything at once, as a stream, in the format that `Accept` names: `application/jsonl` or
                 *     `application/json`; JSON where it names neither in particular (absent, `*\/*`). Any other value is as if absent. Filters,
                 *     `order`, `select` and permissions are those of the list; `limit` is not capped, and its absence and `-1` are everything,
                 *     `0` a stream of none. `offset` and `page` are `400`.
                 *
                 *     The answer has `MPT-Streaming: true` and `MPT-Item-Count`, how many records will come. In JSON Lines each record is an object on a
                 *     line of its own, which ends in `\n`, without an envelope; a line of nothing but white space is no record and may come in
                 *     between. In JSON the records are `data` of the list's envelope; its `pagination` has `offset: 0`, as `total` the item count,
                 *     and as `limit` the one that was asked for or, where none was, the item count **(chosen:** it then holds that a page has as
                 *     many items as the lesser of `limit` and `total`). `$meta.omitted` names every field that may have been left out, because it comes first **(chosen)**.
                 *
                 *     What belongs to a stream is fixed when it opens: what is created later is not in it, what changes later comes in its old or its new form, and
                 *     what is gone by the time it would be written comes as `{"id": …, "$meta": {"deleted": true}}` and counts. A stream that cannot be finished (a failure, a credential that was
                 *     revoked meanwhile) ends with its connection, before the last chunk: a body that is shorter than the item count is not whole.
                 * @example false
                 */
                "MPT-Streaming"?: components["parameters"]["MPT-Streaming"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the tokens; where `MPT-Streaming` asks for it, all of them as a stream. */
            200: {
                headers: {
                    "MPT-Streaming": components["headers"]["MPT-Streaming"];
                    "MPT-Item-Count": components["headers"]["MPT-Item-Count"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenList"];
                    "application/jsonl": components["schemas"]["ApiTokenSelection"] | components["schemas"]["DeletedRecord"];
                };
            };
            400: components["responses"]["BadQuery"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["StreamTooLarge"];
            429: components["responses"]["TooManyLists"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["StreamNotAvailable"];
        };
    };
    createApiToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes a creation that may be repeated: a value that is new for each creation, such as a UUID, and the same for each repetition
                 *     of one. Within 24 hours the same key with the same body from the same account gives the first answer again, status, headers and
                 *     body, with `Idempotency-Replayed: true`, as it was then, whatever became of the token since; nothing is created a second time, even after a restart or on another
                 *     instance. With another body it is `422`, and `409` with `Retry-After` while the first request is under way.
                 *
                 *     As in the IETF's draft [The Idempotency-Key HTTP Header Field](https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/)
                 *     **(ours:** it makes a lost answer harmless, and is invisible to who does not send it). Where the draft leaves a choice:
                 *
                 *     - The key is the whole value as it is sent, 1 to 255 visible ASCII characters; quotes are part of it. Anything else is `400`.
                 *     - The same body is one that asks for the same token: white space, the order of properties, and properties that are unknown or read-only are no difference.
                 *     - A request that was answered with an error changed nothing and holds no key: it may be mended and sent with the same one.
                 *     - A key is that of the caller's *account*, so that another of its tokens can repeat the request; it needs the permission to create all the same.
                 *
                 *     A deployment may ignore this header: **a client may repeat a creation only where the deployment has shown that it keeps keys**,
                 *     which a `201` with the header `Idempotency-Key` shows, and this parameter in the contract that the deployment serves.
                 * @example 6f1c2a52-3f0e-4c55-9f0a-0a5b7c9d1e2f
                 */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The token to create. `text/json` and `application/*+json` are accepted too, with the same body. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenCreate"];
            };
        };
        responses: {
            /** @description The token was created. Whoever reads this response can act as the token; keep it out of logs. */
            201: {
                headers: {
                    Location: components["headers"]["Location"];
                    "Idempotency-Key": components["headers"]["Idempotency-Key"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenCreated"];
                };
            };
            400: components["responses"]["BadCreate"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["KeyRunning"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["KeyReused"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getApiToken: {
        parameters: {
            query?: {
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
            };
            header?: {
                /**
                 * @description Asks for the token only where it is not as it was when one of these tags was given (RFC 9110, 13.1.2): `*`, or entity tags
                 *     in double quotes, separated by commas. Where one of them is that of what would be answered, weak or not, the answer is
                 *     `304` without a body **(ours:** whoever looks again and again is spared what it has, and it is invisible to who does not
                 *     send it). What is neither `*` nor a list of tags is `400`. A deployment may ignore this header.
                 * @example "0-0"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiTokenSelection"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRead"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    updateApiToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the request only where the token is as it was when one of these tags was given (RFC 9110, 13.1.1): `*`, or entity tags
                 *     in double quotes, separated by commas, as `ETag` told them. Otherwise it is `412`, and nothing is changed, whatever else
                 *     would have come of it: the tags are compared after permission and existence are settled, before everything else about the
                 *     state of the token, in one step with the change. A weak tag (`W/"…"`) matches nothing; what is neither `*` nor a list of
                 *     tags is `400`.
                 *
                 *     A tag counts as long as the `revision` of its token is the same, whatever `select` it was given for, and however often the
                 *     token was used since **(ours:** it keeps two programs from undoing each other's changes, and is invisible to who does
                 *     not send it). A deployment may ignore this header.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        /** @description What to change. `text/json` and `application/*+json` are accepted too, with the same body. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiTokenUpdate"];
            };
        };
        responses: {
            /** @description The token after the change. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            400: components["responses"]["BadUpdate"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    deleteApiToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the request only where the token is as it was when one of these tags was given (RFC 9110, 13.1.1): `*`, or entity tags
                 *     in double quotes, separated by commas, as `ETag` told them. Otherwise it is `412`, and nothing is changed, whatever else
                 *     would have come of it: the tags are compared after permission and existence are settled, before everything else about the
                 *     state of the token, in one step with the change. A weak tag (`W/"…"`) matches nothing; what is neither `*` nor a list of
                 *     tags is `400`.
                 *
                 *     A tag counts as long as the `revision` of its token is the same, whatever `select` it was given for, and however often the
                 *     token was used since **(ours:** it keeps two programs from undoing each other's changes, and is invisible to who does
                 *     not send it). A deployment may ignore this header.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token was deleted. There is no body. */
            204: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadDelete"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    enableApiToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the request only where the token is as it was when one of these tags was given (RFC 9110, 13.1.1): `*`, or entity tags
                 *     in double quotes, separated by commas, as `ETag` told them. Otherwise it is `412`, and nothing is changed, whatever else
                 *     would have come of it: the tags are compared after permission and existence are settled, before everything else about the
                 *     state of the token, in one step with the change. A weak tag (`W/"…"`) matches nothing; what is neither `*` nor a list of
                 *     tags is `400`.
                 *
                 *     A tag counts as long as the `revision` of its token is the same, whatever `select` it was given for, and however often the
                 *     token was used since **(ours:** it keeps two programs from undoing each other's changes, and is invisible to who does
                 *     not send it). A deployment may ignore this header.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, `Active`. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            400: components["responses"]["BadEnable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    disableApiToken: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Makes the request only where the token is as it was when one of these tags was given (RFC 9110, 13.1.1): `*`, or entity tags
                 *     in double quotes, separated by commas, as `ETag` told them. Otherwise it is `412`, and nothing is changed, whatever else
                 *     would have come of it: the tags are compared after permission and existence are settled, before everything else about the
                 *     state of the token, in one step with the change. A weak tag (`W/"…"`) matches nothing; what is neither `*` nor a list of
                 *     tags is `400`.
                 *
                 *     A tag counts as long as the `revision` of its token is the same, whatever `select` it was given for, and however often the
                 *     token was used since **(ours:** it keeps two programs from undoing each other's changes, and is invisible to who does
                 *     not send it). A deployment may ignore this header.
                 * @example *
                 */
                "If-Match"?: components["parameters"]["If-Match"];
            };
            path: {
                /**
                 * @description Id of the token. It has no pattern: an id of no known form is a token that does not exist, `404`, never `400`.
                 * @example TKN-4134-7330
                 */
                id: components["parameters"]["TokenId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token, `Disabled`. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            400: components["responses"]["BadDisable"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listModules: {
        parameters: {
            query?: {
                /**
                 * @description The filter, in RQL, over the fields of modules: `?ilike(name,*management*)&limit=10`. It stands **bare** in the query string and has
                 *     the language that the parameter `filter` of `listApiTokens` describes.
                 */
                filter?: components["parameters"]["ModuleFilter"];
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
                /**
                 * @description Fields to order by, separated by commas; `-name` is descending, `name`, `+name` and a space before it ascending. Text
                 *     is ordered by code point; rows without a value come first when ascending **(chosen)**. Names ignore case, and lead through a reference (`account.externalId`); an unknown field, an object or a collection,
                 *     and `token` are `400`. Every order is made total by the id. Empty is as if absent, given twice is `400`.
                 * @example -name
                 */
                order?: components["parameters"]["Order"];
                /**
                 * @description Most items to answer with; `0` only counts. Above 100 it is capped at 100, and shown as 100 in the answer. Anything
                 *     but a whole number of 32 bits, an empty value, and given twice are `400`. In a stream it is not capped,
                 *     and `-1`, which is `400` elsewhere, is everything. The default is 100 **(chosen)**.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Items to skip, from 0. Anything but a whole number of 32 bits, an empty value, and given twice are `400`.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Page to answer with, counting from 1; needs a `limit`, and beside an `offset` other than 0 it is `400`: generated
                 *     clients send `offset=0` of their own accord. More than 32 bits hold is `400` too.
                 * @example 2
                 */
                page?: components["parameters"]["Page"];
            };
            header?: {
                /**
                 * @description `true` (in any case) asks for everything at once, as a stream, in the format that `Accept` names: `application/jsonl` or
                 *     `application/json`; JSON where it names neither in particular (absent, `*\/*`). Any other value is as if absent. Filters,
                 *     `order`, `select` and permissions are those of the list; `limit` is not capped, and its absence and `-1` are everything,
                 *     `0` a stream of none. `offset` and `page` are `400`.
                 *
                 *     The answer has `MPT-Streaming: true` and `MPT-Item-Count`, how many records will come. In JSON Lines each record is an object on a
                 *     line of its own, which ends in `\n`, without an envelope; a line of nothing but white space is no record and may come in
                 *     between. In JSON the records are `data` of the list's envelope; its `pagination` has `offset: 0`, as `total` the item count,
                 *     and as `limit` the one that was asked for or, where none was, the item count **(chosen:** it then holds that a page has as
                 *     many items as the lesser of `limit` and `total`). `$meta.omitted` names every field that may have been left out, because it comes first **(chosen)**.
                 *
                 *     What belongs to a stream is fixed when it opens: what is created later is not in it, what changes later comes in its old or its new form, and
                 *     what is gone by the time it would be written comes as `{"id": …, "$meta": {"deleted": true}}` and counts. A stream that cannot be finished (a failure, a credential that was
                 *     revoked meanwhile) ends with its connection, before the last chunk: a body that is shorter than the item count is not whole.
                 * @example false
                 */
                "MPT-Streaming"?: components["parameters"]["MPT-Streaming"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the modules; where `MPT-Streaming` asks for it, all of them as a stream. */
            200: {
                headers: {
                    "MPT-Streaming": components["headers"]["MPT-Streaming"];
                    "MPT-Item-Count": components["headers"]["MPT-Item-Count"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModuleList"];
                    "application/jsonl": components["schemas"]["ModuleSelection"] | components["schemas"]["DeletedRecord"];
                };
            };
            400: components["responses"]["BadQuery"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["StreamTooLarge"];
            429: components["responses"]["TooManyLists"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["StreamNotAvailable"];
        };
    };
    getModule: {
        parameters: {
            query?: {
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the module. It has no pattern; an id of no known form is `404`.
                 * @example MOD-1756
                 */
                id: components["parameters"]["ModuleId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The module. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModuleSelection"];
                };
            };
            400: components["responses"]["BadSelect"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /**
                 * @description The filter, in RQL, over the fields of accounts: `?eq(type,Client)&limit=10`. It stands **bare** in the query string and has
                 *     the language that the parameter `filter` of `listApiTokens` describes.
                 */
                filter?: components["parameters"]["AccountFilter"];
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
                /**
                 * @description Fields to order by, separated by commas; `-name` is descending, `name`, `+name` and a space before it ascending. Text
                 *     is ordered by code point; rows without a value come first when ascending **(chosen)**. Names ignore case, and lead through a reference (`account.externalId`); an unknown field, an object or a collection,
                 *     and `token` are `400`. Every order is made total by the id. Empty is as if absent, given twice is `400`.
                 * @example -name
                 */
                order?: components["parameters"]["Order"];
                /**
                 * @description Most items to answer with; `0` only counts. Above 100 it is capped at 100, and shown as 100 in the answer. Anything
                 *     but a whole number of 32 bits, an empty value, and given twice are `400`. In a stream it is not capped,
                 *     and `-1`, which is `400` elsewhere, is everything. The default is 100 **(chosen)**.
                 * @example 10
                 */
                limit?: components["parameters"]["Limit"];
                /**
                 * @description Items to skip, from 0. Anything but a whole number of 32 bits, an empty value, and given twice are `400`.
                 * @example 0
                 */
                offset?: components["parameters"]["Offset"];
                /**
                 * @description Page to answer with, counting from 1; needs a `limit`, and beside an `offset` other than 0 it is `400`: generated
                 *     clients send `offset=0` of their own accord. More than 32 bits hold is `400` too.
                 * @example 2
                 */
                page?: components["parameters"]["Page"];
            };
            header?: {
                /**
                 * @description `true` (in any case) asks for everything at once, as a stream, in the format that `Accept` names: `application/jsonl` or
                 *     `application/json`; JSON where it names neither in particular (absent, `*\/*`). Any other value is as if absent. Filters,
                 *     `order`, `select` and permissions are those of the list; `limit` is not capped, and its absence and `-1` are everything,
                 *     `0` a stream of none. `offset` and `page` are `400`.
                 *
                 *     The answer has `MPT-Streaming: true` and `MPT-Item-Count`, how many records will come. In JSON Lines each record is an object on a
                 *     line of its own, which ends in `\n`, without an envelope; a line of nothing but white space is no record and may come in
                 *     between. In JSON the records are `data` of the list's envelope; its `pagination` has `offset: 0`, as `total` the item count,
                 *     and as `limit` the one that was asked for or, where none was, the item count **(chosen:** it then holds that a page has as
                 *     many items as the lesser of `limit` and `total`). `$meta.omitted` names every field that may have been left out, because it comes first **(chosen)**.
                 *
                 *     What belongs to a stream is fixed when it opens: what is created later is not in it, what changes later comes in its old or its new form, and
                 *     what is gone by the time it would be written comes as `{"id": …, "$meta": {"deleted": true}}` and counts. A stream that cannot be finished (a failure, a credential that was
                 *     revoked meanwhile) ends with its connection, before the last chunk: a body that is shorter than the item count is not whole.
                 * @example false
                 */
                "MPT-Streaming"?: components["parameters"]["MPT-Streaming"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the accounts; where `MPT-Streaming` asks for it, all of them as a stream. */
            200: {
                headers: {
                    "MPT-Streaming": components["headers"]["MPT-Streaming"];
                    "MPT-Item-Count": components["headers"]["MPT-Item-Count"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountList"];
                    "application/jsonl": components["schemas"]["AccountSelection"] | components["schemas"]["DeletedRecord"];
                };
            };
            400: components["responses"]["BadQuery"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["StreamTooLarge"];
            429: components["responses"]["TooManyLists"];
            500: components["responses"]["InternalServerError"];
            501: components["responses"]["StreamNotAvailable"];
        };
    };
    getAccount: {
        parameters: {
            query?: {
                /**
                 * @description Fields to add to the default set or to remove from it, separated by commas: `+x` or `x` adds, `-x` removes, an
                 *     explicit `+` beats any `-`. `-*,+id,+name` leaves only these two; `+audit.created.at` brings only that part of
                 *     `audit`, and `+audit,-audit.updated` all but that part: the longest path that is named decides **(chosen)**. Names
                 *     ignore case; unknown ones are ignored. Empty is as if absent, given twice is `400`.
                 *
                 *     A path reaches into a collection for each of its elements: `-*,+id,+modules.id,+modules.name` leaves each module these two,
                 *     `-modules.settings` takes the settings out of each.
                 *
                 *     A reference that is named is the whole of what it refers to, as its own resource shows it to this caller without
                 *     `select`: `account` is the full account, `+account.address` its address beside what is there by default,
                 *     `+modules.code` the code of each module, `+account,+account.audit` the full account with its `audit`. `*` is every field of
                 *     the resource itself, with references as they are by default **(chosen)**. To a caller who may not read modules, those of a token have no more than is there by default
                 *     **(chosen:** nothing is told by a reference that is not told without it).
                 *
                 *     What is left out stands in `$meta.omitted`: the top-level fields of which nothing is sent. Filters and orders work on
                 *     fields that are not selected.
                 * @example +audit,-modules
                 */
                select?: components["parameters"]["Select"];
            };
            header?: never;
            path: {
                /**
                 * @description Id of the account. It has no pattern; an id of no known form is `404`.
                 * @example ACC-3803-7263
                 */
                id: components["parameters"]["AccountId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountSelection"];
                };
            };
            400: components["responses"]["BadSelect"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document. */
            200: {
                headers: {
                    "RateLimit-Limit": components["headers"]["RateLimit-Limit"];
                    "RateLimit-Remaining": components["headers"]["RateLimit-Remaining"];
                    "RateLimit-Reset": components["headers"]["RateLimit-Reset"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalServerError"];
        };
    };
}
