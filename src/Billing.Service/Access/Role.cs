namespace Billing.Service.Access;

/// <summary>What a member of an organisation may do. The numbers are stored.</summary>
public enum Role : byte
{
    /// <summary>Everything of the organisation.</summary>
    Owner = 1,

    /// <summary>Money: plan, top-up, cards, coupons, auto-refill, caps, invoices, exports; no key secrets.</summary>
    Billing = 2,

    /// <summary>Keys, usage, environments, lower a cap; no payments.</summary>
    Developer = 3,

    /// <summary>Read; no export of personal data.</summary>
    Viewer = 4,
}

/// <summary>What a flow or page asks for.</summary>
public enum Permission : byte
{
    Read,
    Pay,
    ManageKeys,
    ManageMembers,

    /// <summary>Create, start, pause, stop and delete what costs while it runs.</summary>
    RunResources,
}

/// <summary>The one table of who may what.</summary>
public static class Permissions
{
    public static bool May(this Role role, Permission permission) => permission switch
    {
        Permission.Read => true,
        Permission.Pay => role is Role.Owner or Role.Billing,
        Permission.ManageKeys => role is Role.Owner or Role.Developer,
        Permission.ManageMembers => role is Role.Owner,
        Permission.RunResources => role is not Role.Viewer,
        _ => false,
    };
}
