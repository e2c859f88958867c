"""Creates, lists and deletes a token with the client that openapi-python-client writes."""

import json
import os

from tokens_client import AuthenticatedClient
from tokens_client.api.api_tokens import create_api_token, delete_api_token, list_api_tokens
from tokens_client.models import ApiTokenCreate, ListApiTokensFilter

client = AuthenticatedClient(base_url=os.environ["ORIGIN"], token=os.environ["TOKEN"])
created = create_api_token.sync(client=client, body=ApiTokenCreate(name=os.environ["NAME"]))

filter_ = ListApiTokensFilter()
filter_[f"eq(id,{created.id})"] = ""
listed = list_api_tokens.sync(client=client, filter_=filter_)

deleted = delete_api_token.sync_detailed(client=client, id=created.id)
print(json.dumps({"id": created.id, "listed": [token.id for token in listed.data], "deleted": deleted.status_code}))
