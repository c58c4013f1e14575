using System.Text.Json.Nodes;
using Stripe.Sandbox.Wire;

namespace Stripe.Sandbox.Resources;

internal static class Customers
{
    private const string Fields = "description email name phone address(line1 line2 city state postal_code country) metadata{} tax_exempt preferred_locales[] ";

    public static IEnumerable<Operation> Operations =>
    [
        Operation.Post("/v1/customers", Fields, Create),
        Operation.Get("/v1/customers", ParameterShape.ListOf("created~ email"), call => call.List("customer", "/v1/customers", "email")),
        Operation.Get("/v1/customers/{id}", ParameterShape.None, call => call.Subject("customer")),
        Operation.Post("/v1/customers/{id}", Fields + "invoice_settings(default_payment_method)", Update),
    ];

    private static JsonObject Create(Call call)
    {
        var customer = new JsonObject
        {
            ["id"] = Ids.New("cus_", 14),
            ["object"] = "customer",
            ["address"] = null,
            ["balance"] = 0,
            ["created"] = call.State.Now,
            ["currency"] = null,
            ["default_source"] = null,
            ["delinquent"] = false,
            ["description"] = null,
            ["email"] = null,
            ["invoice_prefix"] = Ids.New(string.Empty, 8).ToUpperInvariant(),
            ["invoice_settings"] = new JsonObject { ["custom_fields"] = null, ["default_payment_method"] = null, ["footer"] = null, ["rendering_options"] = null },
            ["livemode"] = false,
            ["metadata"] = new JsonObject(),
            ["name"] = null,
            ["next_invoice_sequence"] = 1,
            ["phone"] = null,
            ["preferred_locales"] = new JsonArray(),
            ["shipping"] = null,
            ["tax_exempt"] = "none",
            ["test_clock"] = null,
        };
        Apply(customer, call);
        call.State.Objects.Add(customer);
        call.State.Emit("customer.created", customer);
        return customer;
    }

    private static JsonObject Update(Call call)
    {
        var customer = call.Subject("customer");
        Apply(customer, call);
        if (call.Given.Child("invoice_settings")?.Text("default_payment_method") is { } method)
        {
            var owner = method.Length == 0 ? call.Id : call.State.Require("payment_method", method, "invoice_settings[default_payment_method]").Text("customer");
            if (owner != call.Id)
                throw StripeFault.Invalid("The customer does not have a payment method with this ID. It must be attached first.", "invoice_settings[default_payment_method]", "resource_missing");
            customer.Child("invoice_settings")!["default_payment_method"] = method.Length == 0 ? null : method;
        }

        call.State.Objects.Save(customer);
        call.State.Emit("customer.updated", customer);
        return customer;
    }

    private static void Apply(JsonObject customer, Call call)
    {
        foreach (var field in new[] { "description", "email", "name", "phone", "tax_exempt" })
        {
            if (call.Given.Text(field) is { } value)
                customer[field] = value.Length == 0 ? null : value;
        }

        if (customer.Text("email") is { } email && !email.Contains('@', StringComparison.Ordinal))
            throw StripeFault.Invalid($"Invalid email address: {email}", "email", "email_invalid");
        foreach (var field in new[] { "address", "preferred_locales" })
        {
            if (call.Given[field] is { } value)
                customer[field] = value.DeepClone();
        }

        customer["metadata"] = Metadata.Apply(customer.Child("metadata"), call.Given["metadata"]);
    }
}
