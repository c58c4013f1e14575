using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Invoicing;

internal static class TaxIds
{
    private static readonly Dictionary<string, string?> Countries = new(StringComparer.Ordinal)
    {
        ["eu_vat"] = null, ["gb_vat"] = "GB", ["ch_vat"] = "CH", ["ch_uid"] = "CH", ["no_vat"] = "NO", ["us_ein"] = "US", ["ca_bn"] = "CA",
        ["au_abn"] = "AU", ["nz_gst"] = "NZ", ["jp_cn"] = "JP", ["jp_trn"] = "JP", ["kr_brn"] = "KR", ["de_stn"] = "DE", ["es_cif"] = "ES", ["pl_nip"] = "PL",
    };

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/customers/{id}/tax_ids", "type value", Create),
        Operation.Get("/v1/customers/{id}/tax_ids", ParameterShape.ListOf(string.Empty), call =>
            call.Page("tax_id", $"/v1/customers/{call.Id}/tax_ids", [("json_extract(body, '$.customer') = ?", call.Subject("customer").Text("id")!)])),
        Operation.Get("/v1/customers/{customer}/tax_ids/{id}", ParameterShape.None, call => call.Subject("tax_id")),
        Operation.Delete("/v1/customers/{customer}/tax_ids/{id}", Delete),
    ];

    /// <summary>As an invoice and a session show them.</summary>
    public static JsonArray Shown(State state, string customer) => new([.. Of(state, customer).Select(t =>
        new JsonObject { ["type"] = t.Text("type"), ["value"] = t.Text("value") })]);

    public static JsonObject OfCustomer(State state, string customer) =>
        Call.ListAnswer(Of(state, customer).Select(Rendering.Public), $"/v1/customers/{customer}/tax_ids");

    public static List<JsonObject> Of(State state, string customer) => state.Objects.Where("tax_id", "customer", customer);

    public static JsonObject Add(State state, string customer, string type, string value)
    {
        var text = Check(type, value);
        var taxId = new JsonObject
        {
            ["id"] = Ids.New("txi_"),
            ["object"] = "tax_id",
            ["country"] = Countries[type] ?? text[..2],
            ["created"] = state.Now,
            ["customer"] = customer,
            ["customer_account"] = null,
            ["livemode"] = false,
            ["owner"] = new JsonObject { ["customer"] = customer, ["customer_account"] = null, ["type"] = "customer" },
            ["type"] = type,
            ["value"] = text,
            ["verification"] = new JsonObject { ["status"] = "unavailable", ["verified_address"] = null, ["verified_name"] = null },
        };
        state.Objects.Add(taxId);
        state.Emit("customer.tax_id.created", taxId);
        return taxId;
    }

    /// <summary>The number as it is kept: in capitals, without spaces.</summary>
    /// <exception cref="StripeFault">It can't be one of this type.</exception>
    public static string Check(string type, string value)
    {
        if (!Countries.TryGetValue(type, out var country))
            throw StripeFault.Invalid($"Invalid type. The sandbox knows {string.Join(", ", Countries.Keys)}.", "type");
        var text = value.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
        var isPossible = text.Length >= 5 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') && (country is not null || text[..2].All(char.IsAsciiLetter));
        return isPossible ? text : throw StripeFault.Invalid($"Invalid value for {type}.", "value", "tax_id_invalid");
    }

    private static JsonObject Create(Call call) => Add(call.State, call.Subject("customer").Text("id")!, call.Text("type"), call.Text("value"));

    private static JsonObject Delete(Call call)
    {
        var taxId = call.Subject("tax_id");
        call.State.Objects.Remove(call.Id);
        call.State.Emit("customer.tax_id.deleted", taxId);
        return new JsonObject { ["id"] = call.Id, ["object"] = "tax_id", ["deleted"] = true };
    }
}
