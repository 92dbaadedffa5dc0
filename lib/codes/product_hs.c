/* Made by tables.py from the public domain tables of the Harmonized System. */
#include "codes/product_table.h"

const product_row pship__hs_rows[] = {
    {"I", NULL, "Live animals; animal products"},
    {"II", NULL, "Vegetable products"},
    {"III", NULL,
     "Animal or vegetable fats and oils and their cleavage products; prepared edible fats; animal "
     "or vegetable waxes"},
    {"IV", NULL,
     "Prepared foodstuffs; beverages, spirits and vinegar; tobacco and manufactured tobacco "
     "substitutes"},
    {"V", NULL, "Mineral products"},
    {"VI", NULL, "Products of the chemical or allied industries"},
    {"VII", NULL, "Plastics and articles thereof; rubber and articles thereof"},
    {"VIII", NULL,
     "Raw hides and skins, leather, furskins and articles thereof; saddlery and harness; travel "
     "goods, handbags and similar containers; articles of animal gut (other than silk-worm gut)"},
    {"IX", NULL,
     "Wood and articles of wood; wood charcoal; cork and articles of cork; manufactures of straw, "
     "of esparto or of other plaiting materials; basketware and wickerwork"},
    {"X", NULL,
     "Pulp of wood or of other fibrous cellulosic material; recovered (waste and scrap) paper or "
     "paperboard; paper and paperboard and articles thereof"},
    {"XI", NULL, "Textiles and textile articles"},
    {"XII", NULL,
     "Footwear, headgear, umbrellas, sun umbrellas, walking-sticks, seat-sticks, whips, "
     "riding-crops and parts thereof; prepared feathers and articles made therewith; artificial "
     "flowers; articles of human hair"},
    {"XIII", NULL,
     "Articles of stone, plaster, cement, asbestos, mica or similar materials; ceramic products; "
     "glass and glassware"},
    {"XIV", NULL,
     "Natural or cultured pearls, precious or semi-precious stones, precious metals, metals clad "
     "with precious metal and articles thereof; imitation jewellery; coin"},
    {"XV", NULL, "Base metals and articles of base metal"},
    {"XVI", NULL,
     "Machinery and mechanical appliances; electrical equipment; parts thereof; sound recorders "
     "and reproducers, television image and sound recorders and reproducers, and parts and "
     "accessories of such articles"},
    {"XVII", NULL, "Vehicles, aircraft, vessels and associated transport equipment"},
    {"XVIII", NULL,
     "Optical, photographic, cinematographic, measuring, checking, precision, medical or surgical "
     "instruments and apparatus; clocks and watches; musical instruments; parts and accessories "
     "thereof"},
    {"XIX", NULL, "Arms and ammunition; parts and accessories thereof"},
    {"XX", NULL, "Miscellaneous manufactured articles"},
    {"XXI", NULL, "Works of art, collectors' pieces and antiques"},
    {"01", "I", "Animals; live"},
    {"02", "I", "Meat and edible meat offal"},
    {"03", "I", "Fish and crustaceans, molluscs and other aquatic invertebrates"},
    {"04", "I",
     "Dairy produce; birds' eggs; natural honey; edible products of animal origin, not elsewhere "
     "specified or included"},
    {"05", "I", "Animal originated products; not elsewhere specified or included"},
    {"06", "II",
     "Trees and other plants, live; bulbs, roots and the like; cut flowers and ornamental foliage"},
    {"07", "II", "Vegetables and certain roots and tubers; edible"},
    {"08", "II", "Fruit and nuts, edible; peel of citrus fruit or melons"},
    {"09", "II", "Coffee, tea, mate and spices"},
    {"10", "II", "Cereals"},
    {"11", "II", "Products of the milling industry; malt, starches, inulin, wheat gluten"},
    {"12", "II",
     "Oil seeds and oleaginous fruits; miscellaneous grains, seeds and fruit, industrial or "
     "medicinal plants; straw and fodder"},
    {"13", "II", "Lac; gums, resins and other vegetable saps and extracts"},
    {"14", "II",
     "Vegetable plaiting materials; vegetable products not elsewhere specified or included"},
    {"15", "III",
     "Animal, vegetable or microbial fats and oils and their cleavage products; prepared edible "
     "fats; animal or vegetable waxes"},
    {"16", "IV",
     "Meat, fish, crustaceans, molluscs or other aquatic invertebrates, or insects; preparations "
     "thereof"},
    {"17", "IV", "Sugars and sugar confectionery"},
    {"18", "IV", "Cocoa and cocoa preparations"},
    {"19", "IV", "Preparations of cereals, flour, starch or milk; pastrycooks' products"},
    {"20", "IV", "Preparations of vegetables, fruit, nuts or other parts of plants"},
    {"21", "IV", "Miscellaneous edible preparations"},
    {"22", "IV", "Beverages, spirits and vinegar"},
    {"23", "IV", "Food industries, residues and wastes thereof; prepared animal fodder"},
    {"24", "IV",
     "Tobacco and manufactured tobacco substitutes; products, whether or not containing nicotine, "
     "intended for inhalation without combustion; other nicotine containing products intended for "
     "the intake of nicotine into the human body"},
    {"25", "V", "Salt; sulphur; earths, stone; plastering materials, lime and cement"},
    {"26", "V", "Ores, slag and ash"},
    {"27", "V",
     "Mineral fuels, mineral oils and products of their distillation; bituminous substances; "
     "mineral waxes"},
    {"28", "VI",
     "Inorganic chemicals; organic and inorganic compounds of precious metals; of rare earth "
     "metals, of radio-active elements and of isotopes"},
    {"29", "VI", "Organic chemicals"},
    {"30", "VI", "Pharmaceutical products"},
    {"31", "VI", "Fertilizers"},
    {"32", "VI",
     "Tanning or dyeing extracts; tannins and their derivatives; dyes, pigments and other "
     "colouring matter; paints, varnishes; putty, other mastics; inks"},
    {"33", "VI", "Essential oils and resinoids; perfumery, cosmetic or toilet preparations"},
    {"34", "VI",
     "Soap, organic surface-active agents; washing, lubricating, polishing or scouring "
     "preparations; artificial or prepared waxes, candles and similar articles, modelling pastes, "
     "dental waxes and dental preparations with a basis of plaster"},
    {"35", "VI", "Albuminoidal substances; modified starches; glues; enzymes"},
    {"36", "VI",
     "Explosives; pyrotechnic products; matches; pyrophoric alloys; certain combustible "
     "preparations"},
    {"37", "VI", "Photographic or cinematographic goods"},
    {"38", "VI", "Chemical products n.e.c."},
    {"39", "VII", "Plastics and articles thereof"},
    {"40", "VII", "Rubber and articles thereof"},
    {"41", "VIII", "Raw hides and skins (other than furskins) and leather"},
    {"42", "VIII",
     "Articles of leather; saddlery and harness; travel goods, handbags and similar containers; "
     "articles of animal gut (other than silk-worm gut)"},
    {"43", "VIII", "Furskins and artificial fur; manufactures thereof"},
    {"44", "IX", "Wood and articles of wood; wood charcoal"},
    {"45", "IX", "Cork and articles of cork"},
    {"46", "IX",
     "Manufactures of straw, esparto or other plaiting materials; basketware and wickerwork"},
    {"47", "X",
     "Pulp of wood or other fibrous cellulosic material; recovered (waste and scrap) paper or "
     "paperboard"},
    {"48", "X", "Paper and paperboard; articles of paper pulp, of paper or paperboard"},
    {"49", "X",
     "Printed books, newspapers, pictures and other products of the printing industry; "
     "manuscripts, typescripts and plans"},
    {"50", "XI", "Silk"},
    {"51", "XI", "Wool, fine or coarse animal hair; horsehair yarn and woven fabric"},
    {"52", "XI", "Cotton"},
    {"53", "XI", "Vegetable textile fibres; paper yarn and woven fabrics of paper yarn"},
    {"54", "XI", "Man-made filaments; strip and the like of man-made textile materials"},
    {"55", "XI", "Man-made staple fibres"},
    {"56", "XI",
     "Wadding, felt and nonwovens, special yarns; twine, cordage, ropes and cables and articles "
     "thereof"},
    {"57", "XI", "Carpets and other textile floor coverings"},
    {"58", "XI",
     "Fabrics; special woven fabrics, tufted textile fabrics, lace, tapestries, trimmings, "
     "embroidery"},
    {"59", "XI",
     "Textile fabrics; impregnated, coated, covered or laminated; textile articles of a kind "
     "suitable for industrial use"},
    {"60", "XI", "Fabrics; knitted or crocheted"},
    {"61", "XI", "Apparel and clothing accessories; knitted or crocheted"},
    {"62", "XI", "Apparel and clothing accessories; not knitted or crocheted"},
    {"63", "XI", "Textiles, made up articles; sets; worn clothing and worn textile articles; rags"},
    {"64", "XII", "Footwear; gaiters and the like; parts of such articles"},
    {"65", "XII", "Headgear and parts thereof"},
    {"66", "XII",
     "Umbrellas, sun umbrellas, walking-sticks, seat sticks, whips, riding crops; and parts "
     "thereof"},
    {"67", "XII",
     "Feathers and down, prepared; and articles made of feather or of down; artificial flowers; "
     "articles of human hair"},
    {"68", "XIII", "Stone, plaster, cement, asbestos, mica or similar materials; articles thereof"},
    {"69", "XIII", "Ceramic products"},
    {"70", "XIII", "Glass and glassware"},
    {"71", "XIV",
     "Natural, cultured pearls; precious, semi-precious stones; precious metals, metals clad with "
     "precious metal, and articles thereof; imitation jewellery; coin"},
    {"72", "XV", "Iron and steel"},
    {"73", "XV", "Iron or steel articles"},
    {"74", "XV", "Copper and articles thereof"},
    {"75", "XV", "Nickel and articles thereof"},
    {"76", "XV", "Aluminium and articles thereof"},
    {"78", "XV", "Lead and articles thereof"},
    {"79", "XV", "Zinc and articles thereof"},
    {"80", "XV", "Tin; articles thereof"},
    {"81", "XV", "Metals; n.e.c., cermets and articles thereof"},
    {"82", "XV",
     "Tools, implements, cutlery, spoons and forks, of base metal; parts thereof, of base metal"},
    {"83", "XV", "Metal; miscellaneous products of base metal"},
    {"84", "XVI", "Machinery and mechanical appliances, boilers, nuclear reactors; parts thereof"},
    {"85", "XVI",
     "Electrical machinery and equipment and parts thereof; sound recorders and reproducers; "
     "television image and sound recorders and reproducers, parts and accessories of such "
     "articles"},
    {"86", "XVII",
     "Railway, tramway locomotives, rolling-stock and parts thereof; railway or tramway track "
     "fixtures and fittings and parts thereof; mechanical (including electro-mechanical) traffic "
     "signalling equipment of all kinds"},
    {"87", "XVII",
     "Vehicles; other than railway or tramway rolling stock, and parts and accessories thereof"},
    {"88", "XVII", "Aircraft, spacecraft, and parts thereof"},
    {"89", "XVII", "Ships, boats and floating structures"},
    {"90", "XVIII",
     "Optical, photographic, cinematographic, measuring, checking, medical or surgical instruments "
     "and apparatus; parts and accessories"},
    {"91", "XVIII", "Clocks and watches and parts thereof"},
    {"92", "XVIII", "Musical instruments; parts and accessories of such articles"},
    {"93", "XIX", "Arms and ammunition; parts and accessories thereof"},
    {"94", "XX",
     "Furniture; bedding, mattresses, mattress supports, cushions and similar stuffed furnishings; "
     "lamps and lighting fittings, n.e.c.; illuminated signs, illuminated name-plates and the "
     "like; prefabricated buildings"},
    {"95", "XX", "Toys, games and sports requisites; parts and accessories thereof"},
    {"96", "XX", "Miscellaneous manufactured articles"},
    {"97", "XXI", "Works of art; collectors' pieces and antiques"},
    {"99", NULL, "Commodities not specified according to kind"},
};
const size_t pship__hs_row_count = sizeof pship__hs_rows / sizeof *pship__hs_rows;
