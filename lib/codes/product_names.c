/*
 * Names of products of the United Nations' classifications.
 *
 * Source: https://unstats.un.org/unsd/classifications/Econ (SITC Rev. 4, BEC Rev. 4).
 */
#include "codes/product_table.h"

const product_row pship__sitc_rows[] = {
    {"0", NULL, "Food and live animals"},
    {"1", NULL, "Beverages and tobacco"},
    {"2", NULL, "Crude materials, inedible, except fuels"},
    {"3", NULL, "Mineral fuels, lubricants and related materials"},
    {"4", NULL, "Animal and vegetable oils, fats and waxes"},
    {"5", NULL, "Chemicals and related products, n.e.s."},
    {"6", NULL, "Manufactured goods classified chiefly by material"},
    {"7", NULL, "Machinery and transport equipment"},
    {"8", NULL, "Miscellaneous manufactured articles"},
    {"9", NULL, "Commodities and transactions not classified elsewhere in the SITC"},
};
const size_t pship__sitc_row_count = sizeof pship__sitc_rows / sizeof *pship__sitc_rows;

const product_row pship__bec_rows[] = {
    {"1", NULL, "Food and beverages"},
    {"11", "1", "Food and beverages, primary"},
    {"111", "11", "Food and beverages, primary, mainly for industry"},
    {"112", "11", "Food and beverages, primary, mainly for household consumption"},
    {"12", "1", "Food and beverages, processed"},
    {"121", "12", "Food and beverages, processed, mainly for industry"},
    {"122", "12", "Food and beverages, processed, mainly for household consumption"},
    {"2", NULL, "Industrial supplies not elsewhere specified"},
    {"21", "2", "Industrial supplies not elsewhere specified, primary"},
    {"22", "2", "Industrial supplies not elsewhere specified, processed"},
    {"3", NULL, "Fuels and lubricants"},
    {"31", "3", "Fuels and lubricants, primary"},
    {"32", "3", "Fuels and lubricants, processed"},
    {"321", "32", "Fuels and lubricants, processed: motor spirit"},
    {"322", "32", "Fuels and lubricants, processed: other"},
    {"4", NULL, "Capital goods (except transport equipment), and parts and accessories thereof"},
    {"41", "4", "Capital goods (except transport equipment)"},
    {"42", "4", "Parts and accessories of capital goods"},
    {"5", NULL, "Transport equipment and parts and accessories thereof"},
    {"51", "5", "Passenger motor cars"},
    {"52", "5", "Transport equipment, other"},
    {"521", "52", "Transport equipment, other, industrial"},
    {"522", "52", "Transport equipment, other, non-industrial"},
    {"53", "5", "Parts and accessories of transport equipment"},
    {"6", NULL, "Consumer goods not elsewhere specified"},
    {"61", "6", "Consumer goods not elsewhere specified, durable"},
    {"62", "6", "Consumer goods not elsewhere specified, semi-durable"},
    {"63", "6", "Consumer goods not elsewhere specified, non-durable"},
    {"7", NULL, "Goods not elsewhere specified"},
};
const size_t pship__bec_row_count = sizeof pship__bec_rows / sizeof *pship__bec_rows;
