import com.google.gson.Gson;
import java.util.Map;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.ApiTokensApi;
import org.openapitools.client.model.ApiTokenCreate;

/** Creates, lists and deletes a token with the client that openapi-generator writes. */
public class Consumer {
  public static void main(String[] arguments) throws Exception {
    var client = new ApiClient().setBasePath(System.getenv("ORIGIN"));
    client.setBearerToken(System.getenv("TOKEN"));
    var tokens = new ApiTokensApi(client);

    var id = tokens.createApiToken(new ApiTokenCreate().name(System.getenv("NAME")), null).getId();
    var listed = tokens.listApiTokens(Map.of("eq(id," + id + ")", ""), null, null, 10, 0, 1, null);
    var ids = listed.getData().stream().map(token -> token.getId()).toList();

    var deleted = tokens.deleteApiTokenWithHttpInfo(id, null).getStatusCode();
    System.out.println(new Gson().toJson(Map.of("id", id, "listed", ids, "deleted", deleted)));
  }
}
