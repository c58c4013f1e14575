using Billing.Units;

namespace BillingPortal.Portal.Demo;

/// <summary>The demo's organisations. Their accounts are the same in every demo, so that commands and tests can name them.</summary>
public static class DemoOrganisations
{
    public static readonly AccountId Halden = DemoPeople.Account;
    public static readonly AccountId Kestrel = Numbered(2);
    public static readonly AccountId Lumen = Numbered(3);
    public static readonly AccountId Marlow = Numbered(4);
    public static readonly AccountId Nordwind = Numbered(5);
    public static readonly AccountId Osprey = Numbered(6);
    public static readonly AccountId Petrel = Numbered(7);

    private static AccountId Numbered(byte number) => new(new Guid(0x019a9b00, 0x0000, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, number));
}
