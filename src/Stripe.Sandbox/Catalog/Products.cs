using System.Text.Json.Nodes;
using Stripe.Sandbox.Storage;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Catalog;

internal static class Products
{
    private const string Fields = "name active? description metadata{} images[] marketing_features[](name) shippable? statement_descriptor tax_code unit_label url ";
    private static readonly string[] Texts = ["name", "description", "statement_descriptor", "tax_code", "unit_label", "url"];

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/products", "id default_price_data(currency unit_amount# unit_amount_decimal nickname metadata{} recurring(interval interval_count#)) " + Fields, Create),
        Operation.Get("/v1/products", ParameterShape.ListOf("active? created~ ids[] shippable? type url"), List),
        Operation.Get("/v1/products/{id}", ParameterShape.None, call => call.Subject("product")),
        Operation.Post("/v1/products/{id}", "default_price " + Fields, Update),
        Operation.Delete("/v1/products/{id}", Delete),
    ];

    public static JsonObject Add(State state, JsonObject given, string? id = null, bool announced = true)
    {
        if (id is { Length: > 0 } && state.Objects.Find(id) is not null)
            throw StripeFault.Invalid($"Product already exists: {id}", "id", "resource_already_exists");
        var product = new JsonObject
        {
            ["id"] = id is { Length: > 0 } ? id : Ids.New("prod_", 14),
            ["object"] = "product",
            ["active"] = given["active"] is null || given.Flag("active"),
            ["created"] = state.Now,
            ["default_price"] = null,
            ["description"] = null,
            ["images"] = new JsonArray(),
            ["livemode"] = false,
            ["marketing_features"] = new JsonArray(),
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["package_dimensions"] = null,
            ["shippable"] = null,
            ["statement_descriptor"] = null,
            ["tax_code"] = null,
            ["type"] = "service",
            ["unit_label"] = null,
            ["updated"] = state.Now,
            ["url"] = null,
        };
        Apply(product, given);
        state.Objects.Add(product);
        if (announced)
            state.Emit("product.created", product);
        return product;
    }

    private static JsonObject Create(Call call)
    {
        call.Text("name");
        var product = Add(call.State, call.Given, call.Given.Text("id"));
        if (call.Given.Child("default_price_data") is { } price)
        {
            product["default_price"] = Prices.Add(call.State, price, product.Text("id")!, "default_price_data").Text("id");
            call.State.Objects.Save(product);
        }

        return product;
    }

    private static JsonObject Update(Call call)
    {
        var product = call.Subject("product");
        if (call.Given.Text("default_price") is { } price)
            product["default_price"] = call.State.Require("price", price, "default_price").Text("id");
        if (call.Given["active"] is not null)
            product["active"] = call.Given.Flag("active");
        Apply(product, call.Given);
        product["updated"] = call.State.Now;
        call.State.Objects.Save(product);
        call.State.Emit("product.updated", product);
        return product;
    }

    private static JsonObject List(Call call)
    {
        var conditions = call.FieldConditions("active", "shippable", "url", "type").Concat(call.CreatedConditions()).ToList();
        if (call.Given["ids"] is JsonArray ids)
            conditions.Add(("id IN (SELECT value FROM json_each(?))", ids.ToJsonString()));
        return call.Page("product", "/v1/products", conditions);
    }

    private static JsonObject Delete(Call call)
    {
        var product = call.Subject("product");
        if (call.State.Objects.Where("price", "product", call.Id).Count > 0)
            throw StripeFault.Invalid("This product cannot be deleted because it has one or more user-created prices.");
        call.State.Objects.Remove(call.Id);
        call.State.Emit("product.deleted", product);
        return new JsonObject { ["id"] = call.Id, ["object"] = "product", ["deleted"] = true };
    }

    private static void Apply(JsonObject product, JsonObject given)
    {
        foreach (var field in Texts)
        {
            if (given.Text(field) is { } text)
                product[field] = text.Length == 0 ? null : text;
        }

        foreach (var field in new[] { "images", "marketing_features", "shippable" })
        {
            if (given[field] is { } value)
                product[field] = value.DeepClone();
        }

        if (product.Text("name") is null)
            throw StripeFault.Required("name");
        product["metadata"] = Metadata.Apply(product.Child("metadata"), given["metadata"]);
    }
}
