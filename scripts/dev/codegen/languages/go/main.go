// Creates, lists and deletes a token with the client that oapi-codegen writes.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"

	"consumer/api"
)

func main() {
	ctx := context.Background()
	authorize := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
		return nil
	}
	client, err := api.NewClientWithResponses(os.Getenv("ORIGIN"), api.WithRequestEditorFn(authorize))
	check(err)

	created, err := client.CreateApiTokenWithResponse(ctx, nil, api.ApiTokenCreate{Name: os.Getenv("NAME")})
	check(err)
	if created.JSON201 == nil {
		log.Fatal(created.Status())
	}
	id := created.JSON201.Id

	filter := api.Filter{"eq(id," + id + ")": ""}
	var limit, offset, page int32 = 10, 0, 1
	listed, err := client.ListApiTokensWithResponse(ctx, &api.ListApiTokensParams{
		Filter: &filter, Limit: &limit, Offset: &offset, Page: &page,
	})
	check(err)
	if listed.JSON200 == nil {
		log.Fatal(listed.Status())
	}
	ids := []string{}
	for _, token := range listed.JSON200.Data {
		ids = append(ids, *token.Id)
	}

	deleted, err := client.DeleteApiTokenWithResponse(ctx, id, nil)
	check(err)
	check(json.NewEncoder(os.Stdout).Encode(map[string]any{"id": id, "listed": ids, "deleted": deleted.StatusCode()}))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
